package import Columns
package import Identities

/// One state of what is served: every segment with its published set, and the users. Never changed: a
/// publish makes another one.
///
///     let place = directory.place(ofSegment: 12)
///     directory.contains(place, user: id.utf8.span)
///
/// A look-up takes a hash, some three reads of memory and no lock, and allocates nothing.
package final class ServedDirectory: Sendable {
    package let segments: [ServedSegment]
    package let users: Identities
    /// Has the same users; nil where it is not made yet.
    private let index: InlineTexts?
    /// Counts the states of one process.
    package let generation: UInt64
    private let sets: [ReadySet?]
    private let tails: [Tails]
    private let byID: SegmentPlaces
    private let byName: [String: Int]

    /// The end of an answer in JSON, after the member.
    private struct Tails: Sendable {
        let fresh: [UInt8]
        let stale: [UInt8]
        let staleFrom: Int64
    }

    /// Throws `missing` where a published set is in no pack; newer packs count first.
    package init(
        _ segments: [ServedSegment], packs: [ServedPack], users: Identities,
        index: InlineTexts? = nil, generation: UInt64 = 0
    ) throws(MembershipError) {
        self.segments = segments
        self.users = users
        self.index = index
        self.generation = generation
        var sets: [ReadySet?] = []
        var missing: [ServedKey] = []
        for segment in segments {
            guard let key = segment.key else {
                sets.append(nil)
                continue
            }
            let set = packs.last { $0.entries[key] != nil }?.set(key)
            if set == nil { missing.append(key) }
            sets.append(set)
        }
        guard missing.isEmpty else { throw .missing(missing) }
        self.sets = sets
        tails = segments.map(Self.tails)
        byID = SegmentPlaces(segments.map(\.id))
        byName = Dictionary(
            segments.enumerated().map { ($1.name, $0) }, uniquingKeysWith: { first, _ in first })
    }

    /// The published sets that no pack has.
    package static func missing(
        _ segments: [ServedSegment], in packs: [ServedPack]
    ) -> [ServedKey] {
        segments.compactMap(\.key).filter { key in
            !packs.contains { $0.entries[key] != nil }
        }
    }

    /// The place of a segment; nil for an unknown one.
    package func place(ofSegment id: Int64) -> Int? { byID.place(of: id) }

    /// The place of the segment with this id, or else with this name.
    package func place(of reference: String) -> Int? {
        if let id = Int64(reference), let place = place(ofSegment: id) { return place }
        return byName[reference]
    }

    package func isPublished(_ place: Int) -> Bool { sets[place] != nil }

    /// Whether a user is in the published set of a segment; an unknown user is in none, and nobody is
    /// where nothing is published.
    package func contains(_ place: Int, user id: Span<UInt8>) -> Bool {
        guard let number = number(of: id) else { return false }
        return contains(place, number: number)
    }

    /// The number of a user; nil for an unknown one.
    package func number(of id: Span<UInt8>) -> UInt32? {
        index.map { $0.number(of: id) } ?? users.number(ofBytes: id)
    }

    /// Has what a look-up of this user reads first fetched from memory, while the caller does something else.
    package func willAsk(user id: Span<UInt8>) {
        if let index { index.willAsk(id) }
    }

    /// Has what a look-up of this number in a set reads first fetched from memory.
    package func willAsk(_ place: Int, number: UInt32) {
        if let set = sets[place] { set.willAsk(number) }
    }

    /// How many look-ups wait for memory at the same time.
    private static let together = 64

    /// Whether each of many users is in the published set of a segment: as one by one, but quicker, since
    /// what all of some users read is asked of memory before the first of them is answered.
    package func contains(_ place: Int, users ids: [String]) -> [Bool] {
        var answers: [Bool] = []
        answers.reserveCapacity(ids.count)
        for first in stride(from: 0, to: ids.count, by: Self.together) {
            let part = ids[first..<min(first + Self.together, ids.count)]
            for id in part { willAsk(user: id.utf8.span) }
            let numbers = part.map { number(of: $0.utf8.span) }
            for case let number? in numbers { willAsk(place, number: number) }
            for case let number? in numbers { sets[place]?.willRead(number) }
            for number in numbers {
                answers.append(number.map { contains(place, number: $0) } ?? false)
            }
        }
        return answers
    }

    /// Whether users are looked up in an index that was made for it.
    package var hasIndex: Bool { index != nil }

    /// Whether that index has the bytes that were written; true where there is none. Cost: reads them.
    package var isIndexSound: Bool { index?.isSound ?? true }

    package func contains(_ place: Int, number: UInt32) -> Bool {
        sets[place]?.contains(number) ?? false
    }

    /// `,"segment":"12","version":3,"snapshot":"17","data_date":"2026-10-31","stale":false}`, to follow
    /// `{"member":true`.
    package func answerTail(_ place: Int, at now: Int64) -> [UInt8] {
        now < tails[place].staleFrom ? tails[place].fresh : tails[place].stale
    }

    private static func tails(_ segment: ServedSegment) -> Tails {
        guard let published = segment.published else {
            return Tails(fresh: [], stale: [], staleFrom: .max)
        }
        let start =
            ",\"segment\":\"\(segment.id)\",\"version\":\(published.version),"
            + "\"snapshot\":\"\(published.snapshot)\",\"data_date\":\"\(published.dataDate)\",\"stale\":"
        return Tails(
            fresh: Array((start + "false}").utf8), stale: Array((start + "true}").utf8),
            staleFrom: published.staleFrom ?? .max)
    }
}

/// Places by id: an array where ids lie close together, as a store gives them, else a dictionary.
private struct SegmentPlaces: Sendable {
    private var dense: [Int32] = []
    private var sparse: [Int64: Int] = [:]

    init(_ ids: [Int64]) {
        let greatest = ids.max() ?? 0
        guard (ids.min() ?? 0) >= 0, greatest < 16 * Int64(ids.count) + 65_536 else {
            for (place, id) in ids.enumerated() { sparse[id] = place }
            return
        }
        dense = Array(repeating: -1, count: Int(greatest) + 1)
        for (place, id) in ids.enumerated() { dense[Int(id)] = Int32(place) }
    }

    func place(of id: Int64) -> Int? {
        guard sparse.isEmpty else { return sparse[id] }
        guard id >= 0, id < dense.count, dense[Int(id)] >= 0 else { return nil }
        return Int(dense[Int(id)])
    }
}
