import DemoCompany
import Testing

struct DeterminismTests {
    @Test func `the same seed gives the same bytes`() {
        let first = SmallCompany.csv(SmallCompany.make(users: 200).histories)
        let second = SmallCompany.csv(SmallCompany.make(users: 200).histories)
        #expect(SmallCompany.hash(first) == SmallCompany.hash(second))
    }

    @Test func `the bytes of a seed are the same on every machine`() {
        // Changes when a story or a table changes: then copy the new number and say so in the
        // change log. It must not change with platform, optimisation or time.
        let bytes = SmallCompany.csv(SmallCompany.make(seed: 1, users: 100).histories)
        #expect(SmallCompany.hash(bytes) == 11_073_570_717_399_519_301)
    }

    @Test func `another seed gives another company`() {
        let first = SmallCompany.csv(SmallCompany.make(seed: 1, users: 50).histories)
        let second = SmallCompany.csv(SmallCompany.make(seed: 2, users: 50).histories)
        #expect(first != second)
    }

    @Test func `a member is the same whatever the number of users`() {
        let few = SmallCompany.csv(SmallCompany.make(users: 60).histories)
        let many = SmallCompany.csv(SmallCompany.make(users: 6_000).histories(of: 1...60))
        #expect(few == many)
    }

    @Test func `a single history is the one found while iterating`() {
        let single = SmallCompany.company.history(of: 17)
        #expect(single.member == SmallCompany.histories[16].member)
        #expect(single.events == SmallCompany.histories[16].events)
        #expect(single.member.memberID == "m0000017")
    }

    @Test(arguments: [(1, 1), (3, 1), (2, 2), (50, 7), (20, 400)])
    func `any size stays within its period`(users: Int, days: Int) {
        let company = SmallCompany.make(users: users, days: days)
        let end: Int64 = 1_793_458_800_000  // 2026-11-01T00:00+09:00
        let start = end - Int64(days) * 86_400_000
        for history in company.histories {
            #expect(history.events.allSatisfy { (start..<end).contains($0.time) })
        }
    }

    @Test func `impossible sizes are refused with a sentence`() throws {
        let day = try CivilDate("2026-10-31")
        #expect(throws: DemoCompanyError.userCount(0)) {
            try DemoCompany(seed: 1, users: 0, days: 90, endingOn: day)
        }
        #expect(throws: DemoCompanyError.dayCount(0)) {
            try DemoCompany(seed: 1, users: 1, days: 0, endingOn: day)
        }
        #expect(
            DemoCompanyError.dayCount(0).description
                == "The demo company cannot cover 0 days; ask for 1 to 3650.")
    }
}
