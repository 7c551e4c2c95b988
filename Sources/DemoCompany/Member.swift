/// A row of `members`: a profile as the company knows it on the last day of the period.
package struct Member: Sendable, Equatable {
    package let number: Int
    package let gender: Gender
    package let birthYear: Int
    package let age: Int
    package let region: Region
    /// Nil while the sign-up is unfinished.
    package let joinDate: CivilDate?
    package let status: MemberStatus
    package let grade: Grade
    package let system: OperatingSystem
    /// The version last seen.
    package let appVersion: AppVersion
    package let consentsToMarketing: Bool
    package let mainMethod: PaymentMethod
    package let channel: Channel
    package let campaign: Campaign?
    /// The number of the member who recommended the app.
    package let referrer: Int?
    package let hasLoan: Bool

    package var ageGroup: AgeGroup { AgeGroup(age: age) }

    /// The external id, such as `m0001234`.
    package var memberID: String { Self.id(number) }

    static func id(_ number: Int) -> String { "m" + padded(number, to: 7) }

    static func padded(_ number: Int, to width: Int) -> String {
        let digits = String(number)
        return String(repeating: "0", count: max(0, width - digits.count)) + digits
    }
}
