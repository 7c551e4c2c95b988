/// A row of `payments`: one attempt to pay, from its start on.
package struct Payment: Sendable, Equatable {
    package let reference: Reference
    /// UTC milliseconds of the attempt's end.
    package let time: Int64
    /// Won charged, after the discount.
    package let amount: Int
    package let discount: Int
    package let method: PaymentMethod?
    package let category: Category
    package let merchant: String
    package let status: TransactionStatus
    package let failReason: FailReason?
}

/// A row of `transfers`: one attempt to send money.
package struct Transfer: Sendable, Equatable {
    package let reference: Reference
    package let time: Int64
    /// Nil when it was abandoned before an amount was entered.
    package let amount: Int?
    package let recipientKind: RecipientKind
    /// The receiving member's number, for transfers within the app.
    package let recipient: Int?
    package let memo: String
    package let status: TransactionStatus
    package let failReason: FailReason?
}

/// A row of `loan_inquiries`: one look-up of offers and what became of it.
package struct LoanInquiry: Sendable, Equatable {
    package let reference: Reference
    /// UTC milliseconds of the comparison.
    package let time: Int64
    package let product: Category
    package let desiredAmount: Int
    package let offers: Int
    /// Hundredths of a percent a year of the best offer; nil without an offer.
    package let bestRate: Int?
    package let outcome: LoanOutcome
    /// Won granted, where approved.
    package let approvedAmount: Int?
}
