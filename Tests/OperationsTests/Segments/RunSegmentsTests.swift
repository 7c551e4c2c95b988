import Definitions
import Metadata
import Operations
import Segments
import Testing

@Suite(.enabled(if: InstalledDuckDB.library != nil, InstalledDuckDB.missing))
struct RunSegmentsTests {
    /// Who did something in the two days that end with the data date.
    private static let lately =
        #""containers":[{"groups":[{"dataset":"test","range":{"last":2,"unit":"day"}}]}]"#
    private static let vips =
        #""containers":[{"groups":[{"dataset":"users","filters":[{"field":"grade","operator":"equals","value":"vip"}]}]}]"#

    @Test func `runs keep snapshots with who entered and left`() async throws {
        try await ShopHome.with { home in
            let segment = try await home.save(#""name":"lately",\#(Self.lately)"#)
            let first = try await home.run(segment, on: "2026-01-02").snapshots[0]
            #expect(first.size == 2 && first.version == 1 && first.dataDate == "2026-01-02")
            #expect(first.publishedAt == nil)
            // ann and bob, then cid and dan, then bob and dan (the 5th and 6th).
            let second = try await home.run(segment, on: "2026-01-04").snapshots[0]
            #expect(second.entered == 2 && second.left == 2)
            let report = try await home.run(segment, on: "2026-01-06")
            #expect(report.snapshots[0].entered == 1 && report.snapshots[0].left == 1)
            #expect(report.run.state == .done && report.run.segment == segment.id)
            #expect(report.run.startedBy == "kim" && report.run.failure == nil)
            let compare = CompareSnapshots(home.space)
            let newest = try await compare(segment, from: nil, to: nil)
            #expect(try home.ids(newest.entered) == ["bob"])
            #expect(try home.ids(newest.left) == ["cid"] && newest.stayed == 1)
            let wide = try await compare(segment, from: "2026-01-03", to: "\(second.id)")
            #expect(try home.ids(wide.left) == ["ann", "bob"] && wide.from.id == first.id)
            let early = await home.failure {
                _ = try await compare(segment, from: "2025-12-31", to: nil)
            }
            #expect(early.contains("its first is of 2026-01-02"), "\(early)")
            let alone = await home.failure {
                _ = try await compare(segment, from: nil, to: "2026-01-02")
            }
            #expect(alone.contains("has no snapshot before"), "\(alone)")
            let history = SnapshotHistory(
                records: home.space.metadata, store: home.space.snapshots)
            #expect(try await history.sizes(of: segment.id).map(\.size) == [2, 2, 2])
            let stays = try await history.stays(of: home.space.user("bob"), in: segment.id)
            #expect(stays.map(\.entered.dataDate) == ["2026-01-02", "2026-01-06"])
            #expect(stays.map { $0.left?.dataDate } == ["2026-01-04", nil])
            #expect(
                try home.ids(of: await compare.snapshot("2026-01-05", of: segment)) == [
                    "cid", "dan",
                ])
            #expect(try await compare.snapshot(nil, of: segment).dataDate == "2026-01-06")
        }
    }

    @Test func `a run has composites after their parts, whatever the order they are named in`()
        async throws
    {
        try await ShopHome.with { home in
            let lately = try await home.save(#""name":"lately",\#(Self.lately)"#)
            let vips = try await home.save(#""name":"vips",\#(Self.vips)"#)
            let any = try await home.save(#""name":"any","union":["\#(lately.id)","\#(vips.id)"]"#)
            let rest = try await home.save(
                #""name":"rest","subtract":["\#(any.id)","\#(vips.id)"]"#)
            // An older snapshot of a part is not what the composite is made of.
            try await home.run(lately, on: "2026-01-02")
            let report = try await home.run(rest, any, vips, lately, on: "2026-01-06")
            #expect(report.snapshots.map(\.segment) == [rest, any, vips, lately].map(\.id))
            #expect(
                try report.snapshots.map(home.ids) == [
                    ["bob", "dan"], ["ann", "bob", "cid", "dan"], ["ann", "cid"], ["bob", "dan"],
                ])
            #expect(Set(report.snapshots.map(\.dataDate)) == ["2026-01-06"])
            #expect(Set(report.snapshots.map(\.run)) == [report.run.id])
            #expect(report.run.segment == nil)
            // Parts that are not asked for get no snapshot.
            let alone = try await home.run(any, on: "2026-01-04")
            #expect(try alone.snapshots.map(home.ids) == [["ann", "cid", "dan"]])
            #expect(try await home.space.metadata.snapshots(of: vips.id).count == 1)
        }
    }

    @Test func `a failure is recorded with its cause, and nothing is kept of any`() async throws {
        try await ShopHome.with { home in
            let vips = try await home.save(#""name":"vips",\#(Self.vips)"#)
            let payers = try await home.save(
                #""name":"payers","containers":[{"groups":[{"dataset":"payments","filters":[{"field":"amount","operator":"greater","value":2}]}]}]"#
            )
            try await home.run(vips, payers)
            try await RemoveTable(home.context)("payments", force: true)
            let failure = await home.failure { try await home.run(vips, payers) }
            #expect(failure.contains("payments"), "\(failure)")
            for segment in [vips, payers] {
                #expect(try await home.space.metadata.snapshots(of: segment.id).count == 1)
            }
            let runs = try await home.space.metadata.runs(of: nil, limit: 9)
            let failed = try #require(runs.first { $0.state == .failed })
            #expect(runs.filter { $0.state == .done }.count == 1)
            #expect(failed.failure?.contains("payments") == true && failed.endedAt != nil)
            #expect(failed.remedy?.contains("Edit the segment") == true, "\(failed)")
        }
    }

    @Test func `archived and expired segments do not run`() async throws {
        try await ShopHome.with { home in
            let vips = try await home.save(
                #""name":"vips","expires":"2026-01-05",\#(Self.vips)"#)
            try await home.run(vips, on: "2026-01-05")
            let expired = await home.failure { try await home.run(vips, on: "2026-01-06") }
            #expect(expired.contains("expired on 2026-01-05"), "\(expired)")
            let any = try await home.save(#""name":"any","union":["\#(vips.id)"]"#)
            let change = ChangeSegment(home.space)
            let needed = await home.failure { _ = try await change.archive(vips) }
            #expect(needed.contains("'any'"), "\(needed)")
            let archived = try await change.archive(try await home.space.find("any"))
            #expect(archived.status == .archived)
            let refused = await home.failure { try await home.run(archived) }
            #expect(refused.contains("cxm segment archive --undo \(any.id)"), "\(refused)")
            // Nothing needs it any more.
            #expect(try await change.archive(vips).status == .archived)
            #expect(try await change.unarchive(archived).status == .active)
            let listed = try await ListSegments(home.space)(.init(statuses: [.draft, .active]))
            #expect(listed.map(\.segment.id) == [any.id] && listed[0].newest == nil)
            // What it is made of is archived now, and said to be.
            let parts = await home.failure {
                try await home.run(try await home.space.find("any"), on: "2026-01-05")
            }
            #expect(
                parts.contains(
                    "Segment '\(vips.id)' (vips), of which '\(any.id)' is made, is archived")
                    && parts.contains("cxm segment archive --undo \(vips.id)"), "\(parts)")
            let saved = await home.failure {
                try await home.save(#""name":"another","union":["\#(vips.id)"]"#)
            }
            #expect(saved.contains("of which this one is made, is archived"), "\(saved)")
            #expect(try await home.space.metadata.runs(of: nil, limit: 9).count == 2)
        }
    }

    @Test func `a publish that changes too much waits for a word, and members are served`()
        async throws
    {
        try await ShopHome.with { home in
            let segment = try await home.save(#""name":"lately",\#(Self.lately)"#)
            let member = CheckMembership(home.space)
            let never = await home.failure { _ = try await member(segment, user: "ann") }
            #expect(never.contains("no snapshot yet"), "\(never)")
            let run = RunSegments(home.space)
            let first = try await run([segment], on: "2026-01-02", publishes: true)
            #expect(first.held.isEmpty)
            func find() async throws -> SegmentRecord { try await home.space.find("lately") }
            #expect(try await find().publishedSnapshot == first.snapshots[0].id)
            // A month later nobody is left.
            let second = try await run([find()], on: "2026-02-01", publishes: true)
            #expect(second.snapshots[0].size == 0 && second.held.map(\.left) == [2])
            #expect(try await find().publishedSnapshot == first.snapshots[0].id)
            let served = try await member(find(), user: "ann")
            #expect(served.isMember && served.isPublished)
            #expect(try await !member(find(), user: "dan").isMember)
            #expect(try await !member(find(), user: "nobody").isMember)
            let asOf = try await member(find(), user: "ann", asOf: "2026-02-03")
            #expect(!asOf.isMember && !asOf.isPublished)
            let before = await home.failure {
                _ = try await member(find(), user: "ann", asOf: "2026-01-01")
            }
            #expect(before.contains("no snapshot of 2026-01-01"), "\(before)")
            let publish = PublishSegments(home.space)
            #expect(try await publish(second.snapshots[0].id).held?.left == 2)
            #expect(try await publish(second.snapshots[0].id, confirmed: true).isPublished)
            #expect(try await find().publishedSnapshot == second.snapshots[0].id)
            #expect(try await !member(find(), user: "ann").isMember)
            // A lenient guard lets it pass.
            let lenient = PublishSegments(home.space, guard: PublishGuard(share: 5))
            let back = try await run([find()], on: "2026-02-02")
            #expect(try await lenient(back.snapshots[0].id).isPublished)
        }
    }

    @Test func `before a publish the newest snapshot answers`() async throws {
        try await ShopHome.with { home in
            let segment = try await home.save(#""name":"vips",\#(Self.vips)"#)
            try await home.run(segment)
            let answer = try await CheckMembership(home.space)(segment, user: "cid")
            #expect(answer.isMember && !answer.isPublished && answer.snapshot.version == 1)
        }
    }
}
