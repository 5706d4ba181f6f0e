public import BillingCore

// The words that files, reports and messages use for what happens to accounts; each stands here once.

extension Stage {
  /// The stage's word.
  public var word: String {
    switch self {
    case .none: "none"
    case .reminder: "reminder"
    case .paymentPage: "paymentPage"
    case .blocked: "blocked"
    }
  }
}

extension Role {
  /// The role's word.
  public var word: String {
    switch self {
    case .owner: "owner"
    case .administrator: "administrator"
    case .employee: "employee"
    }
  }
}

extension PaymentMethod {
  /// The method's word.
  public var word: String {
    switch self {
    case .card: "card"
    case .googlePay: "googlePay"
    case .applePay: "applePay"
    }
  }
}

extension Account.Status {
  /// The status's word.
  public var word: String {
    switch self {
    case .notCreated: "notCreated"
    case .open: "open"
    case .deletionPending: "deletionPending"
    case .deleted: "deleted"
    case .purged: "purged"
    }
  }

  /// The statuses that a timeline may expect.
  public static let expectableWords = ["notCreated", "open", "deletionPending", "deleted", "purged"]
}

extension SignIn.Access {
  /// The access's word.
  public var word: String {
    switch self {
    case .full: "full"
    case .paymentPage: "paymentPage"
    }
  }
}

extension DeletionNotice.Kind {
  /// The kind's word.
  public var word: String {
    switch self {
    case .automatic: "automatic"
    case .manual: "manual"
    }
  }
}

extension Canceller {
  /// The canceller's word.
  public var word: String {
    switch self {
    case .activity: "activity"
    case .owner: "owner"
    }
  }
}

extension RefusalReason {
  /// The reason's word.
  public var word: String {
    switch self {
    case .notCreated: "notCreated"
    case .purged: "purged"
    case .deleted: "deleted"
    case .notPermitted: "notPermitted"
    case .amountOutOfRange: "amountOutOfRange"
    case .blocked: "blocked"
    case .restricted: "restricted"
    case .alreadyPending: "alreadyPending"
    case .conditionsNotMet: "conditionsNotMet"
    case .nothingPending: "nothingPending"
    case .notDeleted: "notDeleted"
    }
  }
}

extension Command {
  /// The command's word, as timelines write it.
  public var word: String {
    switch self {
    case .topUp: "topUp"
    case .topUpDeclined: "topUpDeclined"
    case .signIn: "signIn"
    case .use: "use"
    case .set: "set"
    case .requestDeletion: "requestDeletion"
    case .cancelDeletion: "cancelDeletion"
    case .restore: "restore"
    }
  }
}

extension Command {
  /// All commands.
  public static let allWords = [
    "topUp", "topUpDeclined", "signIn", "use", "set", "requestDeletion", "cancelDeletion", "restore",
  ]
}

extension Event {
  /// The event's kind in a word.
  public var word: String {
    switch self {
    case .created: "created"
    case .invoiced: "invoiced"
    case .bonusLapsed: "bonusLapsed"
    case .topUp: "topUp"
    case .topUpDeclined: "topUpDeclined"
    case .stageChanged: "stageChanged"
    case .signIn: "signIn"
    case .used: "used"
    case .serviceChanged: "serviceChanged"
    case .deletionNoticed: "deletionNoticed"
    case .deletionReminder: "deletionReminder"
    case .deletionCancelled: "deletionCancelled"
    case .deleted: "deleted"
    case .restored: "restored"
    case .purged: "purged"
    case .refused: "refused"
    }
  }

  /// All kinds.
  public static let allWords = [
    "created", "invoiced", "bonusLapsed", "topUp", "topUpDeclined", "stageChanged", "signIn", "used", "serviceChanged",
    "deletionNoticed", "deletionReminder", "deletionCancelled", "deleted", "restored", "purged", "refused",
  ]
}

extension PolicyCalendar {
  /// A service's word; `nil` is the base.
  public func word(of service: ServiceIndex?) -> String { service.map { services[$0].name } ?? "base" }
}
