/// A row of `app_log`: one thing that one member did or saw.
package struct AppEvent: Sendable, Equatable {
    package let member: Int
    /// UTC milliseconds since 1970.
    package let time: Int64
    /// 1, 2, 3 … within the member; orders events of the same millisecond.
    package let number: Int
    package let event: EventName
    package let page: Page?
    package let element: Element?
    package let category: Category?
    package let campaign: Campaign?
    package let system: OperatingSystem
    package let appVersion: AppVersion
    package let method: PaymentMethod?
    /// Won, or points in `point_` events.
    package let amount: Int?
    package let failReason: FailReason?
    package let outcome: LoanOutcome?
    package let reference: Reference?
}

/// The key of a row of `payments`, `transfers` or `loan_inquiries`.
package struct Reference: Sendable, Hashable {
    package enum Table: UInt8, Sendable {
        case payment = 0x50
        case transfer = 0x54
        case loan = 0x4C
    }

    package let table: Table
    package let member: Int
    package let number: Int

    /// The key as text, such as `P0001234-0007`.
    package var text: String {
        String(UnicodeScalar(table.rawValue)) + Member.padded(member, to: 7) + "-"
            + Member.padded(number, to: 4)
    }
}
