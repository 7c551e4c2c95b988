import Definitions
import Foundation
import Identities
import Metadata
import Operations
import Segments
import Testing

@Suite(.enabled(if: InstalledDuckDB.library != nil, InstalledDuckDB.missing))
struct SaveSegmentTests {
    private static func graded(_ grade: String) -> String {
        #""containers":[{"groups":[{"dataset":"users","filters":[{"field":"grade","operator":"equals","value":"\#(grade)"}]}]}]"#
    }

    @Test func `versions are kept, compared, restored and not made for nothing`() async throws {
        try await ShopHome.with { home in
            let saved = try await home.save(
                #""name":"VIP","folder":"Marketing","tags":["q4"],\#(Self.graded("vip"))"#,
                note: "first")
            #expect(saved.status == .active && saved.owner == "kim" && saved.version == 1)
            #expect(saved.folder == "Marketing" && saved.tags == ["q4"])
            let save = SaveSegment(home.space)
            let draft = try SegmentDraft(
                parsing: #"{"name":"VIP and more",\#(Self.graded("basic"))}"#)
            let second = try await save(
                draft, over: saved, expecting: saved.revision, note: "other grade")
            #expect(second.version == 2 && second.name == "VIP and more" && second.owner == "kim")
            let same = try await save(draft, over: second)
            #expect(same.version == 2, "a definition that says the same makes no version")
            let restored = try await save.restore(1, of: same)
            #expect(restored.version == 3)
            let versions = try await home.space.metadata.versions(of: saved.id)
            #expect(versions.map(\.number) == [1, 2, 3])
            #expect(versions.map(\.note) == ["first", "other grade", "Version 1 again"])
            #expect(versions.allSatisfy { $0.author == "kim" })
            #expect(versions[0].definition == versions[2].definition)
            #expect(versions[0].canonicalHash == versions[2].canonicalHash)
            #expect(versions[0].canonicalHash != versions[1].canonicalHash)
            let names = try await home.space.names(.english)
            let changes = SegmentChange.all(
                from: try versions[0].parsed, to: try versions[1].parsed)
            #expect(changes.count == 1)
            #expect(changes[0].described(in: names).contains("basic"))
            let audit = try await home.space.metadata.audit(
                AuditFilter(actor: "kim", subject: "segment/\(saved.id)"), before: nil, limit: 9)
            #expect(
                audit.map(\.action).reversed() == [
                    "segment.save", "segment.save", "segment.save", "segment.restore",
                ])
            let gone = await home.failure { _ = try await save.restore(9, of: restored) }
            #expect(gone.contains("has no version 9; it has 1 to 3"), "\(gone)")
        }
    }

    @Test func `a change over somebody else's is refused`() async throws {
        try await ShopHome.with { home in
            let saved = try await home.save(#""name":"VIP",\#(Self.graded("vip"))"#)
            let save = SaveSegment(home.space)
            let draft = try SegmentDraft(parsing: #"{"name":"VIP",\#(Self.graded("basic"))}"#)
            let newer = try await save(draft, over: saved)
            for revision in [nil, saved.revision] as [Int?] {
                await #expect {
                    try await save(
                        SegmentDraft(parsing: #"{"name":"VIP",\#(Self.graded("x"))}"#),
                        over: saved, expecting: revision)
                } throws: {
                    ($0 as? MetadataError)?.code == .conflict
                }
            }
            // The same definition, but another name: conflict all the same.
            await #expect {
                try await save(
                    SegmentDraft(parsing: #"{"name":"Other",\#(Self.graded("basic"))}"#),
                    over: newer, expecting: saved.revision)
            } throws: {
                ($0 as? MetadataError)?.code == .conflict
            }
            let change = ChangeSegment(home.space)
            await #expect(throws: MetadataError.self) {
                try await change(newer, expecting: saved.revision) { $0.folder = "x" }
            }
            await #expect(throws: MetadataError.self) {
                try await save.restore(1, of: newer, expecting: saved.revision)
            }
            let now = try await home.space.find("VIP")
            #expect(now.version == 2 && now.folder.isEmpty && now.name == "VIP")
            let changed = try await change(now, expecting: now.revision) { $0.tags = ["new"] }
            #expect(changed.tags == ["new"] && changed.version == 2)
            #expect(try await change(changed) { _ in } == changed)
        }
    }

    /// Drafts that are refused, and words of the reason.
    private static let refused: [(String, [String])] = [
        (
            #""name":"a","containers":[{"groups":[{"dataset":"usres"}]}]"#,
            ["/containers/0/groups/0/dataset", "'users'"]
        ),
        (
            #""name":"a","containers":[{"groups":[{"dataset":"users","filters":[{"field":"grad","operator":"equals","value":"vip"}]}]}]"#,
            ["/containers/0/groups/0/filters/0/field", "'grade'"]
        ),
        (#""name":"a","union":["77"]"#, ["no segment '77'"]),
        (#""name":"a","list":{"id":"99","ids":1}"#, ["99"]),
        (
            #""name":"a","from":{"question":{"kind":"funnel","dataset":"test","steps":[{"event":"visit"},{"event":"pay"}]},"element":"converted-7"}"#,
            ["converted-7"]
        ),
        (
            #""name":"a","from":{"question":{"kind":"funnel","dataset":"tset","steps":[{"event":"visit"},{"event":"pay"}]},"element":"converted-1"}"#,
            ["tset", "test"]
        ),
        (
            #""name":"a","sql":{"connection":"lake","text":"SELECT payer FROM payments;\nDROP TABLE payments"}"#,
            ["Line 2, column 1"]
        ),
        (#""name":"a","sql":{"connection":"lake","text":"SELECT payr FROM payments"}"#, ["payr"]),
        (#""name":"a","sql":{"connection":"lka","text":"SELECT 1"}"#, ["lka", "lake"]),
        (#""name":"a","kind":"frozen",\#(graded("vip"))"#, ["/kind"]),
    ]

    @Test(arguments: refused)
    func `what names nothing is refused with its place, and nothing is saved`(
        draft: String, words: [String]
    ) async throws {
        try await ShopHome.with { home in
            let failure = await home.failure { try await home.save(draft) }
            for word in words { #expect(failure.contains(word), "\(failure)") }
            let kept = try await home.space.metadata.segments(SegmentListFilter())
            #expect(kept.isEmpty)
        }
    }

    @Test func `a name is taken once, and the nearest one is proposed`() async throws {
        try await ShopHome.with { home in
            let first = try await home.save(#""name":"Spenders",\#(Self.graded("vip"))"#)
            await #expect(throws: MetadataError.self) {
                try await home.save(#""name":"Spenders",\#(Self.graded("vip"))"#)
            }
            #expect(try await home.space.find("\(first.id)").id == first.id)
            #expect(try await home.space.find("Spenders").id == first.id)
            let failure = await home.failure { _ = try await home.space.find("Spendrs") }
            #expect(failure.contains("did you mean 'Spenders'"), "\(failure)")
        }
    }

    @Test func `a segment that would be made of itself is refused with the way round`()
        async throws
    {
        try await ShopHome.with { home in
            let one = try await home.save(#""name":"one",\#(Self.graded("vip"))"#)
            let two = try await home.save(#""name":"two","union":["\#(one.id)"]"#)
            let three = try await home.save(
                #""name":"three","intersect":["\#(two.id)","\#(one.id)"]"#)
            let failure = await home.failure {
                _ = try await SaveSegment(home.space)(
                    SegmentDraft(parsing: #"{"name":"one","union":["\#(three.id)"]}"#), over: one)
            }
            #expect(
                failure.contains("\(one.id) → \(three.id) → \(two.id) → \(one.id)"), "\(failure)")
            // One that only a question names, too.
            let asked = await home.failure {
                _ = try await SaveSegment(home.space)(
                    SegmentDraft(
                        parsing:
                            #"{"name":"one","from":{"question":{"kind":"funnel","dataset":"test","segments":["\#(two.id)"],"steps":[{"event":"visit"},{"event":"pay"}]},"element":"converted-1"}}"#
                    ), over: one)
            }
            #expect(asked.contains("made of itself"), "\(asked)")
            #expect(try await home.space.find("one").version == 1)
        }
    }

    @Test func `a list keeps unknown ids, which are users after an import brings them`()
        async throws
    {
        try await ShopHome.with { home in
            try home.fixture.write("id\nann\ncid\nann\nzoe\n\"\"\n", "ids.csv")
            let store = ListStore(home: home.fixture.imports.home.path)
            var format = ListFormat()
            format.hasHeader = true
            let uploaded = try store.upload(
                home.fixture.folder.path + "/ids.csv", format: format,
                users: Identities(home: home.fixture.imports.home.path), at: 5)
            #expect(uploaded.report.users == 2 && uploaded.report.unknown == 1)
            #expect(uploaded.report.duplicates == 1)
            let segment = try await SaveSegment(home.space)(
                SegmentDraft(name: "letter", definition: .list(uploaded.list)))
            let first = try await home.run(segment)
            #expect(try home.ids(of: first.snapshots[0]) == ["ann", "cid"])
            _ = try home.fixture.imports.write("user,grade\nzoe,vip\n", named: "z.csv")
            try await home.fixture.imports.runTable(["z.csv"])
            let second = try await home.run(segment)
            #expect(try home.ids(of: second.snapshots[0]) == ["ann", "cid", "zoe"])
            #expect(second.snapshots[0].entered == 1 && second.snapshots[0].left == 0)
        }
    }

    @Test func `a statement of a user's own gives its users`() async throws {
        try await ShopHome.with { home in
            let segment = try await home.save(
                #""name":"sql","sql":{"connection":"lake","text":"SELECT payer, amount FROM payments WHERE amount < 9"}"#
            )
            #expect(try await home.ids(of: home.run(segment).snapshots[0]) == ["ann", "bob"])
            let vip = try await home.save(#""name":"vip",\#(Self.graded("vip"))"#)
            let both = try await home.save(
                #""name":"both","subtract":["\#(segment.id)","\#(vip.id)"]"#)
            #expect(try await home.ids(of: home.run(both).snapshots[0]) == ["bob"])
        }
    }
}
