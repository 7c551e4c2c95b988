import DemoCompany
import Testing

/// The stories must be there to be found, and the rest must look like life.
struct StoryTests {
    @Test func `the payment funnel narrows at each step`() {
        let steps: [EventName] = [.payStart, .payMethodSelect, .payAuth, .payDone]
        let members = steps.map { step in
            SmallCompany.histories.count { $0.events.contains { $0.event == step } }
        }
        #expect(members == members.sorted(by: >))
        #expect(members[0] > 1_500)
        #expect(members[3] > members[0] * 8 / 10)
    }

    @Test func `payments on android 8.4.0 time out and on no other version`() {
        let broken = completion { $0.system == .android && $0.appVersion == .v840 }
        #expect((0.38...0.55).contains(broken))
        #expect(completion { $0.system == .ios && $0.appVersion == .v840 } > 0.9)
        #expect(completion { $0.system == .android && $0.appVersion == .v830 } > 0.9)
        #expect(completion { $0.system == .android && $0.appVersion == .v841 } > 0.9)
    }

    @Test func `good customers on android come less often after the bad release`() throws {
        let change = { (system: OperatingSystem) in
            let members = SmallCompany.histories.filter {
                $0.member.system == system && $0.member.grade != .regular
            }
            let before = try visits(members, from: "2026-08-24", days: 21)
            let after = try visits(members, from: "2026-10-11", days: 21)
            return Double(after) / Double(before)
        }
        #expect(try change(.android) < change(.ios) - 0.08)
    }

    @Test func `members won by a campaign come back less`() {
        let byCampaign = retention { $0.campaign != nil }
        let others = retention { $0.campaign == nil }
        #expect(byCampaign < others * 0.8)
        #expect(byCampaign > 0.05)
    }

    @Test func `higher grades come more often`() {
        let visits = Grade.allCases.map { grade in
            average(SmallCompany.histories.filter { $0.member.grade == grade }) { history in
                history.events.count { $0.event == .appOpen }
            }
        }
        #expect(visits == visits.sorted())
    }

    @Test func `who saw the credit score applies for a loan more often`() {
        var compared = [false: 0, true: 0]
        var applied = [false: 0, true: 0]
        for history in SmallCompany.histories {
            var sawCredit = false
            for event in history.events {
                switch event.event {
                case .appOpen: sawCredit = false
                case .creditView: sawCredit = true
                case .loanCompare: compared[sawCredit, default: 0] += 1
                case .loanApply: applied[sawCredit, default: 0] += 1
                default: break
                }
            }
        }
        let rate = { (saw: Bool) in Double(applied[saw]!) / Double(compared[saw]!) }
        #expect(rate(true) > rate(false) * 1.5)
    }

    @Test func `the identity check is harder for the old`() {
        let passed = { (ages: Set<AgeGroup>) in
            let starters = SmallCompany.histories.filter { history in
                ages.contains(history.member.ageGroup)
                    && history.events.contains { $0.event == .signupStart }
            }
            return average(starters) { history in
                history.events.contains { $0.event == .identityVerify } ? 1 : 0
            }
        }
        #expect(passed([.fifties, .older]) < passed([.twenties, .thirties]) - 0.05)
    }

    @Test func `the come-back coupon wakes sleeping members`() {
        let opened = SmallCompany.histories.filter { history in
            history.events.contains { $0.event == .pushOpen && $0.campaign == .comebackCoupon }
        }
        #expect(opened.count > 20)
    }

    @Test func `the day has a lunch peak and a quiet night`() {
        let hours = opens { Int(($0 / 3_600_000 + 9) % 24) }
        #expect(hours[12, default: 0] > hours[15, default: 0] * 3 / 2)
        #expect(hours[18, default: 0] > hours[16, default: 0])
        #expect(hours[3, default: 0] * 10 < hours[12, default: 0])
    }

    @Test func `sundays are quieter, paydays busier, and the feast is still`() throws {
        let days = opens { Int(($0 + 9 * 3_600_000) / 86_400_000) }
        let opens = { (text: String) in days[try CivilDate(text).daysSinceEpoch, default: 0] }
        // Days since a Thursday: 3 is a Sunday, 6 a Wednesday.
        let weekdays = days.reduce(into: [:]) { $0[$1.key % 7, default: 0] += $1.value }
        #expect(weekdays[3, default: 0] * 10 < weekdays[6, default: 0] * 8)
        #expect(try opens("2026-08-25") > opens("2026-08-24") * 5 / 4)
        #expect(try opens("2026-09-25") * 3 < opens("2026-09-16") * 2)
    }

    @Test func `gifts are sent before chuseok`() throws {
        let feast = try CivilDate("2026-09-25").daysSinceEpoch
        let gifts = SmallCompany.events.filter { $0.event == .giftSend }
            .map { Int(($0.time + 9 * 3_600_000) / 86_400_000) }
        let before = gifts.count { (feast - 10..<feast).contains($0) }
        let after = gifts.count { (feast + 1...feast + 10).contains($0) }
        #expect(before > after * 2)
    }

    @Test func `a company of this size has the promised number of events`() {
        let perMember = Double(SmallCompany.events.count) / Double(SmallCompany.users)
        #expect((55...100).contains(perMember))
    }

    /// The share of submitted payment authentications that end well.
    private func completion(_ matches: (AppEvent) -> Bool) -> Double {
        let events = SmallCompany.events.filter(matches)
        let submitted = events.count { $0.event == .payAuth }
        return Double(events.count { $0.event == .payDone }) / Double(submitted)
    }

    private func visits(_ histories: [MemberHistory], from day: String, days: Int) throws -> Int {
        let start = Int64(try CivilDate(day).daysSinceEpoch) * 86_400_000 - 9 * 3_600_000
        let times = start..<start + Int64(days) * 86_400_000
        return histories.reduce(0) { sum, history in
            sum + history.events.count { $0.event == .appOpen && times.contains($0.time) }
        }
    }

    /// The share of new members who did something 14 to 28 days after the sign-up.
    private func retention(_ matches: (Member) -> Bool) -> Double {
        let cohort = SmallCompany.histories.compactMap { history -> Bool? in
            guard matches(history.member),
                let joined = history.events.first(where: { $0.event == .signupComplete }),
                joined.time < 1_793_458_800_000 - 28 * 86_400_000
            else { return nil }
            return history.events.contains {
                $0.event == .appOpen
                    && (14..<28).contains(($0.time - joined.time) / 86_400_000)
            }
        }
        return average(cohort) { $0 ? 1 : 0 }
    }

    private func average<Item>(_ items: [Item], _ value: (Item) -> Int) -> Double {
        Double(items.reduce(0) { $0 + value($1) }) / Double(max(items.count, 1))
    }

    private func opens(by key: (Int64) -> Int) -> [Int: Int] {
        SmallCompany.events.filter { $0.event == .appOpen }
            .reduce(into: [:]) { $0[key($1.time), default: 0] += 1 }
    }
}
