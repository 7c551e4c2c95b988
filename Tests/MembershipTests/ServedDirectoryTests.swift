import Bitmaps
import Identities
import Membership
import Testing

@Suite struct ServedDirectoryTests {
    private func directory(
        _ home: ServedHome, _ segments: [ServedSegment]
    ) throws -> ServedDirectory {
        try ServedDirectory(
            segments, packs: home.store.packs(), users: Identities(home: home.path))
    }

    private func isMember(
        _ directory: ServedDirectory, _ segment: String, _ user: String
    ) throws -> Bool {
        directory.contains(
            try #require(directory.place(of: segment)), user: user.utf8.span)
    }

    @Test func `a user is found by the id in text, a segment by id or name`() throws {
        let home = try ServedHome(users: ["ann", "밥", "42"])
        try home.add([10: [0, 2], 20: [1]])
        let directory = try directory(
            home,
            [
                ServedHome.segment(1, "Savers", snapshot: 10),
                ServedHome.segment(2, "1", snapshot: 20),
            ])
        #expect(try isMember(directory, "1", "ann"))
        #expect(try isMember(directory, "Savers", "42"))
        #expect(try !isMember(directory, "1", "밥"))
        #expect(try isMember(directory, "2", "밥"))
        #expect(try !isMember(directory, "2", "nobody"))
        #expect(directory.place(of: "savers") == nil)
        #expect(directory.place(ofSegment: 3) == nil)
        #expect(directory.place(ofSegment: -1) == nil)
        #expect(directory.place(ofSegment: .max) == nil)
    }

    @Test func `an answer says which snapshot it is from, and whether that is stale`() throws {
        let home = try ServedHome()
        try home.add([17: []])
        let directory = try directory(
            home, [ServedHome.segment(1, "a", snapshot: 17, staleFrom: 100)])
        func tail(_ now: Int64) -> String {
            String(decoding: directory.answerTail(0, at: now), as: UTF8.self)
        }
        #expect(
            tail(99)
                == #","segment":"1","version":3,"snapshot":"17","data_date":"2026-10-31","stale":false}"#
        )
        #expect(tail(100).hasSuffix(#""stale":true}"#))
        #expect(directory.segments[0].published?.isStale(at: 99) == false)
        #expect(directory.segments[0].published?.isStale(at: 100) == true)
    }

    @Test func `many users at once have the answers of one by one`() throws {
        let ids = (0..<3000).map { "user-\($0 * 7919 % 3000)" }
        let home = try ServedHome(users: ids)
        try home.add([
            10: [], 20: Bitmap(Array(0..<3000)),
            30: Bitmap(Array(stride(from: 0, to: 3000, by: 3))),
        ])
        let directory = try directory(
            home,
            (1...3).map { ServedHome.segment(Int64($0), "s\($0)", snapshot: Int64(10 * $0)) }
                + [ServedHome.segment(4, "s4", snapshot: nil)])
        let asked = ids + ["", "nobody", ids[5], String(repeating: "long", count: 99)]
        for place in 0..<4 {
            let one = asked.map { directory.contains(place, user: $0.utf8.span) }
            #expect(directory.contains(place, users: asked) == one)
            #expect(directory.contains(place, users: []) == [])
        }
    }

    @Test func `a segment that was never published has no members`() throws {
        let home = try ServedHome(users: ["ann"])
        let directory = try directory(home, [ServedHome.segment(1, "a", snapshot: nil)])
        #expect(!directory.isPublished(0))
        #expect(try !isMember(directory, "1", "ann"))
    }

    @Test func `ids that lie far apart are found too`() throws {
        let home = try ServedHome()
        let far = Int64.max - 5
        let directory = try directory(
            home,
            [
                ServedHome.segment(1, "a", snapshot: nil),
                ServedHome.segment(far, "b", snapshot: nil),
            ])
        #expect(directory.place(ofSegment: far) == 1)
        #expect(directory.place(ofSegment: 2) == nil)
    }

    @Test func `a published set that no pack has is named`() throws {
        let home = try ServedHome()
        try home.add([17: [1]])
        let segments = [
            ServedHome.segment(1, "a", snapshot: 17), ServedHome.segment(2, "b", snapshot: 25),
        ]
        #expect(
            ServedDirectory.missing(segments, in: home.store.packs()) == [ServedHome.key(25)])
        #expect {
            _ = try directory(home, segments)
        } throws: {
            ($0 as? MembershipError)?.code == .missing
                && "\($0)".contains("snapshots 25 are not held ready")
        }
    }
}
