import Definitions
import Segments
import TestSupport
import Testing

@Suite struct RetentionPolicyTests {
    private let today = CivilDate(year: 2026, month: 11, day: 24)

    private func daily(_ days: Int) -> [RetentionPolicy.Item] {
        (0..<days).map { age in
            .init(
                snapshot: Int64(days - age),
                dataDate: CivilDate(daysSinceEpoch: today.daysSinceEpoch - age))
        }.reversed()
    }

    private func kept(_ policy: RetentionPolicy, _ items: [RetentionPolicy.Item]) -> [String] {
        let gone = Set(policy.removable(items, on: today))
        return items.filter { !gone.contains($0.snapshot) }.map(\.dataDate.text)
    }

    @Test func `all of the last days stay, then the newest of each week, month and year`() {
        let policy = RetentionPolicy(
            allDays: 3, weeklyDays: 20, monthlyDays: 90, keepsYearly: true)
        #expect(
            kept(policy, daily(800))
                == [
                    "2024-12-31", "2025-12-31", "2026-08-25", "2026-08-31", "2026-09-30",
                    "2026-10-31",
                    "2026-11-03",
                    "2026-11-08", "2026-11-15", "2026-11-20", "2026-11-21", "2026-11-22",
                    "2026-11-23", "2026-11-24",
                ].sorted())
    }

    @Test func `the newest and what is held stay whatever their age`() {
        let policy = RetentionPolicy(
            allDays: 0, weeklyDays: 0, monthlyDays: 0, keepsYearly: false)
        let old = [
            RetentionPolicy.Item(
                snapshot: 1, dataDate: CivilDate(year: 2020, month: 1, day: 1), isHeld: true),
            .init(snapshot: 2, dataDate: CivilDate(year: 2020, month: 1, day: 2)),
            .init(snapshot: 3, dataDate: CivilDate(year: 2020, month: 1, day: 3)),
            .init(snapshot: 4, dataDate: CivilDate(year: 2020, month: 1, day: 3)),
        ]
        #expect(policy.removable(old, on: today) == [2, 3])
    }

    @Test(arguments: Array(1...20) as [UInt64])
    func `a second application removes nothing more`(seed: UInt64) {
        var random = SplitMix64(seed: seed)
        let policy = RetentionPolicy(
            allDays: random.below(50), weeklyDays: random.below(200),
            monthlyDays: random.below(600), keepsYearly: random.chance(50))
        let items = (0..<300).map { index in
            RetentionPolicy.Item(
                snapshot: Int64(index + 1),
                dataDate: CivilDate(daysSinceEpoch: today.daysSinceEpoch - random.below(900)),
                isHeld: random.chance(2))
        }
        let gone = Set(policy.removable(items, on: today))
        let rest = items.filter { !gone.contains($0.snapshot) }
        #expect(policy.removable(rest, on: today).isEmpty, "seed \(seed)")
        #expect(items.filter(\.isHeld).allSatisfy { !gone.contains($0.snapshot) })
        #expect(
            items.allSatisfy {
                today.daysSinceEpoch - $0.dataDate.daysSinceEpoch > policy.allDays
                    || !gone.contains($0.snapshot)
            })
    }

    @Test func `JSON and words`() throws {
        let policy = RetentionPolicy(allDays: 90, weeklyDays: 365)
        #expect(try RetentionPolicy(JSONReader(policy.json)) == policy)
        #expect(try RetentionPolicy(JSONReader(["all_days": 7])) == RetentionPolicy(allDays: 7))
        #expect(
            policy.described(in: .english)
                == "Keeps every snapshot of the last 90 days, then one a week up to 365 days, then one "
                + "a month up to 1825 days, then one a year after that; always the published and the "
                + "newest one.")
        #expect(policy.described(in: .korean).hasPrefix("최근 90일은 모든 스냅샷, 365일까지는 주마다 하나"))
        for wrong in [["all_day": 7], ["all_days": -1], ["yearly": 1]] as [JSONValue] {
            #expect(throws: DefinitionError.self) { try RetentionPolicy(JSONReader(wrong)) }
        }
    }
}
