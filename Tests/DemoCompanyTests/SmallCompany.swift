import DemoCompany

/// A company small enough for every test run, made once.
enum SmallCompany {
    static let seed: UInt64 = 20_261_031
    static let users = 3_000

    static let company = make(users: users)
    static let histories = Array(company.histories)
    static let events = histories.flatMap(\.events)

    static func make(seed: UInt64 = seed, users: Int, days: Int = 90) -> DemoCompany {
        do {
            return try DemoCompany(
                seed: seed, users: users, days: days, endingOn: CivilDate("2026-10-31"))
        } catch {
            preconditionFailure("the fixture's arguments are valid: \(error)")
        }
    }

    /// All tables of some histories as one text.
    static func csv(_ histories: some Sequence<MemberHistory>) -> [UInt8] {
        var buffer = CSVBuffer()
        for history in histories {
            history.member.write(to: &buffer)
            for row in history.events { row.write(to: &buffer) }
            for row in history.payments { row.write(to: &buffer) }
            for row in history.transfers { row.write(to: &buffer) }
            for row in history.loanInquiries { row.write(to: &buffer) }
        }
        return buffer.bytes
    }

    /// FNV-1a, so that a changed byte shows as a changed number.
    static func hash(_ bytes: [UInt8]) -> UInt64 {
        bytes.reduce(0xcbf2_9ce4_8422_2325) { ($0 ^ UInt64($1)) &* 0x100_0000_01b3 }
    }
}
