import Bitmaps
import Definitions
import Metadata
import Operations
import Segments
import Testing

@Suite struct GovernanceTests {
    @Test func `a preview compares with what is served, and holds back great changes`() async throws
    {
        let fixture = try SnapshotFixture()
        let segment = try await fixture.segment("savers")
        let first = try await fixture.snapshot(of: segment, Bitmap(0..<100), on: "2026-11-01")
        let preview = PreviewPublish(records: fixture.records, store: fixture.store)
        let initial = try await preview(snapshot: first.id)
        #expect(initial.published == nil && initial.entered == 100 && initial.left == 0)
        #expect(!initial.isHeld && initial.change == nil)
        try await fixture.records.publish([first.id], at: 6)
        let small = try await fixture.snapshot(of: segment, Bitmap(50..<200), on: "2026-11-02")
        let calm = try await preview(snapshot: small.id)
        #expect(calm.published?.id == first.id && calm.entered == 100 && calm.left == 50)
        #expect(calm.change == 0.5 && !calm.isHeld)
        let great = try await fixture.snapshot(of: segment, Bitmap(0..<151), on: "2026-11-03")
        #expect(try await preview(snapshot: great.id).isHeld)
        let lenient = PreviewPublish(
            records: fixture.records, store: fixture.store, guard: PublishGuard(share: 0.6))
        #expect(try await !lenient(snapshot: great.id).isHeld)
        await #expect(throws: OperationError.self) { try await preview(snapshot: 999) }
    }

    @Test func `the guard counts from the published size`() {
        let half = PublishGuard()
        #expect(!half.holds(from: nil, to: 1_000_000))
        #expect(!half.holds(from: 100, to: 150) && half.holds(from: 100, to: 151))
        #expect(!half.holds(from: 100, to: 50) && half.holds(from: 100, to: 49))
        #expect(half.holds(from: 0, to: 1) && !half.holds(from: 0, to: 0))
        #expect(half.holds(from: 100, to: 0))
    }

    @Test func `a segment is used by composites and questions that name it, and by clients`()
        async throws
    {
        let fixture = try SnapshotFixture()
        let one = try await fixture.segment("one")
        let union = try await fixture.segment("union", ["union": [.string("\(one)"), "77"]])
        let question = try await fixture.segment(
            "question",
            [
                "from": [
                    "question": [
                        "kind": "funnel", "dataset": "app",
                        "segments": ["all", ["not": .string("\(one)")]],
                        "steps": [["event": "open"], ["event": "pay"]],
                    ],
                    "element": "converted-2",
                ]
            ], status: .draft)
        try await fixture.segment(
            "archived", ["subtract": [.string("\(one)"), "2"]], status: .archived)
        try await fixture.segment("other", ["intersect": ["\(one)0", "77"]].mapped)
        try await fixture.records.addUses([
            SegmentUse(segment: one, kind: "delivery", name: "mail", calls: 2, lastAt: 9),
            SegmentUse(segment: one, kind: "client", name: "app", calls: 5, lastAt: 8),
        ])
        let used = WhereUsed(records: fixture.records)
        let usage = try await used(one)
        #expect(usage.dependents.map(\.id) == [union, question])
        #expect(usage.uses.map(\.name) == ["app", "mail"])
        do {
            try await used.checkArchive(one)
            Issue.record("it could be archived")
        } catch {
            #expect(
                "\(error)"
                    == "Segment \(one) is part of 'union' (\(union)), 'question' (\(question)). "
                    + "Change or archive them first.")
        }
        try await used.checkArchive(union)
    }

    @Test func `overlap and duplicates read newest snapshots`() async throws {
        let fixture = try SnapshotFixture()
        let (one, two) = (try await fixture.segment("one"), try await fixture.segment("two"))
        let same = try await fixture.segment("same", hash: "one")
        try await fixture.snapshot(of: one, [99], on: "2026-11-01")
        try await fixture.snapshot(of: one, Bitmap(0..<100), on: "2026-11-02")
        try await fixture.snapshot(of: two, Bitmap(1..<101), on: "2026-11-02")
        let overlap = OverlapSegments(records: fixture.records, store: fixture.store)
        let answer = try await overlap([two, one])
        #expect(answer.overlap.sizes == [100, 100] && answer.overlap.pairs[0].both == 99)
        #expect(answer.snapshots.map(\.segment) == [two, one])
        do {
            _ = try await overlap([one, same])
            Issue.record("a segment without a snapshot overlapped")
        } catch {
            #expect("\(error)" == "Segment \(same) has no snapshot yet; run it first.")
        }
        let found = try await FindDuplicates(
            records: fixture.records, store: fixture.store, threads: 2)()
        #expect(found.result.pairs.map { [$0.first, $0.second] } == [[one, same], [one, two]])
        #expect(found.result.pairs.map(\.jaccard) == [nil, 99.0 / 101])
        #expect(found.result.groups == [[one, two, same].sorted()])
        #expect(found.segments.keys.sorted() == [one, two, same].sorted())
    }
}

extension [String: [String]] {
    fileprivate var mapped: JSONValue {
        .object(map { .init($0.key, .array($0.value.map { .string($0) })) })
    }
}
