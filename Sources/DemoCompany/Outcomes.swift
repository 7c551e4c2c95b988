/// How members pay, and what their main means of payment is.
package enum PaymentMethod: String, Labelled {
    case account
    case checkCard = "check_card"
    case creditCard = "credit_card"
    case money

    package var label: Label {
        switch self {
        case .account: Label("계좌", "Bank account")
        case .checkCard: Label("체크카드", "Debit card")
        case .creditCard: Label("신용카드", "Credit card")
        case .money: Label("충전 머니", "Prepaid money")
        }
    }
}

/// Why a payment or transfer failed.
package enum FailReason: String, Labelled {
    case authTimeout = "auth_timeout"
    case wrongPassword = "wrong_password"
    case insufficientBalance = "insufficient_balance"
    case cardDeclined = "card_declined"
    case limitExceeded = "limit_exceeded"
    case network

    package var label: Label {
        switch self {
        case .authTimeout: Label("인증 시간 초과", "Authentication timed out")
        case .wrongPassword: Label("비밀번호 오류", "Wrong password")
        case .insufficientBalance: Label("잔액 부족", "Insufficient balance")
        case .cardDeclined: Label("카드 승인 거절", "Card declined")
        case .limitExceeded: Label("한도 초과", "Limit exceeded")
        case .network: Label("통신 오류", "Network error")
        }
    }
}

/// Where a payment or transfer ended.
package enum TransactionStatus: String, Labelled {
    case done, failed, abandoned

    package var label: Label {
        switch self {
        case .done: Label("완료", "Done")
        case .failed: Label("실패", "Failed")
        case .abandoned: Label("중단", "Abandoned")
        }
    }
}

/// Where a loan look-up ended.
package enum LoanOutcome: String, Labelled {
    case compared, approved, rejected

    package var label: Label {
        switch self {
        case .compared: Label("비교만", "Compared only")
        case .approved: Label("승인", "Approved")
        case .rejected: Label("거절", "Rejected")
        }
    }
}

/// Who receives a transfer.
package enum RecipientKind: String, Labelled {
    case member, account

    package var label: Label {
        switch self {
        case .member: Label("회원", "Member")
        case .account: Label("타 은행 계좌", "Other bank account")
        }
    }
}
