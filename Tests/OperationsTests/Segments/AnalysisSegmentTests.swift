import Bitmaps
import Definitions
import Metadata
import Operations
import Segments
import TestSupport
import Testing

/// Semantics 6: the number on an element is the size of its people list, of the saved dynamic segment and
/// of the frozen one.
@Suite(.enabled(if: InstalledDuckDB.library != nil, InstalledDuckDB.missing))
struct AnalysisSegmentTests {
    private static let funnel = #"""
        {"kind":"funnel","dataset":"test","range":{"from":"2026-01-01","to":"2026-02-01"},
         "steps":[{"event":"visit"},{"event":"cart"},{"event":"pay"}],"window":{"value":7,"unit":"day"},
         "breakdown":{"property":"page"}}
        """#

    /// Each element of a funnel, its number in the answer, and the frozen and dynamic segments of it.
    @Test func `every element of a funnel is as many users, listed, dynamic and frozen`()
        async throws
    {
        try await ShopHome.with { home in
            let question = try Question(parsing: Self.funnel)
            guard case .funnel(let funnel) = question else { return }
            let answer = try await AnalyzeQuestion(
                home: home.context.home, now: home.space.now, threads: 2)(question)
            let find = FindPeople(home: home.context.home, now: home.space.now, threads: 2)
            var saved: [(element: String, users: [String], kinds: [SegmentRecord])] = []
            for row in answer.funnelSeries {
                for element in FunnelElement.all(of: funnel, series: 0, breakdown: row.breakdown) {
                    let reached = row.tally.users + [0]
                    let number =
                        element.group == .converted
                        ? reached[element.step - 1]
                        : reached[element.step - 1] - reached[element.step]
                    let people = try await find.ids(question, element: element.id)
                    #expect(people.total == number, "\(element.id)")
                    var kinds: [SegmentRecord] = []
                    for kind in SegmentDraft.Kind.allCases {
                        kinds.append(
                            try await SaveSegment(home.space)(
                                SegmentDraft(
                                    name: "\(element.id) \(kind.rawValue)",
                                    definition: .analysis(question: question, element: element.id),
                                    kind: kind)))
                    }
                    saved.append((element.id, people.ids.sorted(), kinds))
                }
            }
            #expect(saved.count > 12 && saved.contains { $0.users.count > 1 })
            let report = try await RunSegments(home.space)(saved.flatMap(\.kinds))
            for (index, entry) in saved.enumerated() {
                for snapshot in report.snapshots[2 * index...2 * index + 1] {
                    #expect(try home.ids(of: snapshot) == entry.users, "\(entry.element)")
                    #expect(snapshot.size == entry.users.count)
                }
            }
        }
    }

    @Test func `a dynamic segment follows the data, a frozen one does not`() async throws {
        try await ShopHome.with { home in
            let paid = #"""
                "from":{"question":{"kind":"funnel","dataset":"test","steps":[{"event":"visit"},{"event":"pay"}],"range":{"last":30,"unit":"day"}},"element":"converted-2"}
                """#
            let dynamic = try await home.save(#""name":"d",\#(paid)"#)
            let frozen = try await home.save(#""name":"f","kind":"frozen",\#(paid)"#)
            let before = try await home.run(dynamic, frozen)
            #expect(
                try before.snapshots.map(home.ids) == [
                    ["ann", "cid", "dan"], ["ann", "cid", "dan"],
                ])
            // Thirty days later nobody has visited lately.
            let later = try await home.run(dynamic, frozen, on: "2026-03-01")
            #expect(later.snapshots.map(\.size) == [0, 3])
            let definition = try await home.space.currentVersion(of: frozen).parsed
            guard case .list = definition else {
                Issue.record("a frozen segment is a stored set")
                return
            }
        }
    }

    @Test func `a question that names a segment uses its newest snapshot and says so`()
        async throws
    {
        try await ShopHome.with { home in
            let vip = try await home.save(
                #""name":"vip","containers":[{"groups":[{"dataset":"users","filters":[{"field":"grade","operator":"equals","value":"vip"}]}]}]"#
            )
            for name in ["vip", "\(vip.id)"] {
                let text =
                    #"{"kind":"funnel","dataset":"test","segments":["all","\#(name)"],"steps":[{"event":"visit"},{"event":"pay"}]}"#
                let question = try Question(parsing: text)
                let analyze = AnalyzeQuestion(
                    home: home.context.home, now: home.space.now, threads: 2,
                    segments: home.space.questionSegments)
                if name == "vip" {
                    let early = await home.failure { _ = try await analyze(question) }
                    #expect(early.contains("cxm segment run \(vip.id)"), "\(early)")
                    try await home.run(vip, on: "2026-01-05")
                }
                try await home.run(vip, on: "2026-01-06")
                let newest = try #require(
                    try await home.space.metadata.latestSnapshots(of: [vip.id]).first)
                let answer = try await analyze(question)
                #expect(
                    answer.funnelSeries.map(\.tally.users) == [[4, 3], [2, 2]])
                guard case .array(let used)? = answer.json["segments"] else {
                    Issue.record("the answer names no segments: \(answer.json.rendered())")
                    return
                }
                #expect(used.count == 1 && used[0]["segment"] == .string(name))
                #expect(used[0]["name"] == "vip" && used[0]["users"] == 2)
                #expect(used[0]["snapshot"] == .string("\(newest.id)"))
                #expect(used[0]["data_date"] == "2026-01-06" && used[0]["version"] == 1)
                let people = try await FindPeople(
                    home: home.context.home, now: home.space.now, threads: 1,
                    segments: home.space.questionSegments
                ).ids(question, element: "converted-2@1")
                #expect(people.ids.sorted() == ["ann", "cid"])
            }
        }
    }

    @Test func `a segment of a question about a segment is evaluated with it`() async throws {
        try await ShopHome.with { home in
            let vip = try await home.save(
                #""name":"vip","containers":[{"groups":[{"dataset":"users","filters":[{"field":"grade","operator":"equals","value":"vip"}]}]}]"#
            )
            let paid = try await home.save(
                #""name":"paid","from":{"question":{"kind":"funnel","dataset":"test","segments":["\#(vip.id)"],"steps":[{"event":"visit"},{"event":"cart"}]},"element":"dropped-1"}"#
            )
            // The vip never ran: a run does not read snapshots of parts.
            let report = try await home.run(paid)
            #expect(try home.ids(of: report.snapshots[0]) == ["cid"])
        }
    }
}
