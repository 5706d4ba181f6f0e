"""What the scenarios together have to reach, or the audit has shown less than it says."""

ACTIONS = ["topUp", "topUpDeclined", "signIn", "use", "set", "requestDeletion", "cancelDeletion", "restore"]
KINDS = [
    "created", "invoiced", "bonusLapsed", "topUp", "topUpDeclined", "stageChanged", "signIn", "used", "serviceChanged",
    "deletionNoticed", "deletionReminder", "deletionCancelled", "deleted", "restored", "purged", "refused",
]  # fmt: skip
METHODS = ["card", "googlePay", "applePay"]

WANTED = [
    *(f"event {kind}" for kind in KINDS),
    *(f"refused {action} notCreated" for action in ACTIONS),
    *(f"refused {action} purged" for action in ACTIONS),
    *(f"refused {action} deleted" for action in ACTIONS if action != "restore"),
    *(f"refused {action} {reason}" for action in ("topUp", "topUpDeclined") for reason in ("notPermitted", "amountOutOfRange")),
    "refused signIn blocked", "refused signIn blocked banner", "refused signIn blocked, activity", "refused use blocked", "refused set restricted",
    "refused requestDeletion alreadyPending", "refused requestDeletion conditionsNotMet",
    "refused cancelDeletion nothingPending", "refused restore notDeleted",
    *(f"signIn {detail}" for detail in (
        "full", "full popup", "full banner", "full popup banner", "paymentPage", "paymentPage banner",
        "blocked, activity", "blocked, no activity",
    )),
    *(f"signIn by {role}" for role in ("owner", "administrator", "employee")),
    *(f"topUp {word}" for word in ("bonus", "bonus to debt", "pays the debt", "pays a part", *METHODS)),
    *(f"topUp by {role}" for role in ("owner", "administrator")),
    *(f"topUpDeclined {method}" for method in METHODS),
    "bonusLapsed with breakage",
    *(f"invoiced {word}" for word in ("at a month's end", "final", "cash and bonus", "credit and debt", "nothing")),
    *(f"stageChanged {change}" for change in (
        "none>reminder", "none>paymentPage", "none>blocked", "reminder>paymentPage", "reminder>blocked", "reminder>none",
        "paymentPage>blocked", "paymentPage>reminder", "paymentPage>none", "blocked>none",
    )),
    "deletionNoticed automatic", "deletionNoticed manual", "deletionCancelled activity", "deletionCancelled owner",
    "opening debt of before", "opening deletion", "opening grants",
    "restored blocked", "purged with debt", "purged without debt",
    *(f"spell {outcome}" for outcome in ("paid", "deleted", "open")),
    *(f"process {outcome}" for outcome in ("cancelled", "deleted", "pending")),
    *(f"end {status}" for status in ("open", "deletionPending", "deleted", "purged")),
    "scenario scripted", "scenario population", "scenario book", "scenario warm-up", "scenario both",
    "scenario with threads to share", *(f"currency {code}" for code in ("USD", "EUR", "JPY", "KWD")),
    "quantities of lines checked", "scenario scaled", "scenario shortened", "traced through a warm-up", "unbilled_end told by the next morning",
]  # fmt: skip
