import DemoCompany

extension DemoCompany {
    /// The company whose data end with a day like 2026-10-31.
    ///
    /// In a file of its own: Definitions has a `CivilDate` too.
    init(users: Int, days: Int, lastDay: String) throws {
        try self.init(users: users, days: days, endingOn: CivilDate(lastDay))
    }
}
