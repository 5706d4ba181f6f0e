public import BillingCore

// The words of a policy's settings; each stands here once.

extension BaseTariff.Proration {
  /// The setting's word.
  public var word: String {
    switch self {
    case .daily: "daily"
    case .none: "none"
    }
  }
}

extension Service.Counting {
  /// The setting's word.
  public var word: String {
    switch self {
    case .daily: "daily"
    case .peak: "peak"
    }
  }
}

extension MeteredPrice.Mode {
  /// The setting's word.
  public var word: String {
    switch self {
    case .graduated: "graduated"
    case .volume: "volume"
    }
  }
}

extension BonusSchedule.Basis {
  /// The setting's word.
  public var word: String {
    switch self {
    case .advance: "advance"
    case .total: "total"
    }
  }
}

extension BonusSchedule.SpendOrder {
  /// The setting's word.
  public var word: String {
    switch self {
    case .bonusFirst: "bonusFirst"
    case .cashFirst: "cashFirst"
    }
  }
}

extension RestrictionRules.Grace {
  /// The setting's word.
  public var word: String {
    switch self {
    case .calendar: "calendar"
    case .sinceDebt: "sinceDebt"
    }
  }
}

extension DeletionRules.BlockedSignIns {
  /// The setting's word.
  public var word: String {
    switch self {
    case .administrators: "administrators"
    case .everyone: "everyone"
    case .nobody: "nobody"
    }
  }
}
