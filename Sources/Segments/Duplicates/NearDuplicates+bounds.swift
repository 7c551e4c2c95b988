import Bitmaps

/// What rules pairs out, and the exact counts of those that are left.
extension NearDuplicates {
    /// In how many users two sets may differ: (1 - t) / (1 + t) of both sizes together.
    ///
    /// Rounded up by one, so that rounding never loses a pair.
    private func allowance(_ left: Int, _ right: Int) -> Int {
        Int((1 - threshold) / (1 + threshold) * Double(left + right)) + 1
    }

    /// Which part of all users is held: unrelated sets differ nearly everywhere, so that three times
    /// the share in which they may differ rules most of them out.
    var sampleShare: Double { min(1, 3 * (1 - threshold) / (1 + threshold) + 0.04) }

    /// Pairs of positions by size that neither sizes nor samples rule out, and how many were compared.
    func nearPairs(
        _ samples: SampleTable, _ sizes: [Int]
    ) async throws -> ([(Int, Int)], compared: Int) {
        let rows = try await Threads(threads).map(sizes.count) { left -> ([(Int, Int)], Int) in
            var near: [(Int, Int)] = []
            var compared = 0
            for right in (left + 1)..<max(sizes.count, left + 1) {
                // The index is at most the lesser size through the greater.
                guard Double(sizes[left]) >= threshold * Double(sizes[right]) - 1 else { break }
                compared += 1
                let allowance = allowance(sizes[left], sizes[right])
                if !samples.differ(left, right, byMoreThan: allowance) {
                    near.append((left, right))
                }
            }
            return (near, compared)
        }
        return (rows.flatMap(\.0), rows.reduce(0) { $0 + $1.1 })
    }

    /// How many users both sets of each pair have.
    ///
    /// Pairs come by their first set, which is read once for all of them.
    func exactCounts(
        _ pairs: [(Int, Int)], _ bySize: [Int],
        _ users: @Sendable @escaping (Int) throws -> Bitmap
    ) async throws -> [Int] {
        let runs = pairs.indices.reduce(into: [Range<Int>]()) { runs, index in
            if let last = runs.last, pairs[last.lowerBound].0 == pairs[index].0 {
                runs[runs.count - 1] = last.lowerBound..<index + 1
            } else {
                runs.append(index..<index + 1)
            }
        }
        return try await Threads(threads).map(runs.count) { run -> [Int] in
            let first = try users(bySize[pairs[runs[run].lowerBound].0])
            return try runs[run].map {
                first.intersectionCount(try users(bySize[pairs[$0].1]))
            }
        }.flatMap { $0 }
    }
}

/// Of each set its users in some stretches of 65,536 numbers, evenly spread, in a few pieces: sets that
/// differ are mostly told apart by the first piece.
struct SampleTable: Sendable {
    private static let pieceCount = 8

    /// By position and piece.
    private let pieces: [[Bitmap]]

    init(
        limit share: Double, threads: Int, positions: [Int],
        users: @Sendable @escaping (Int) throws -> Bitmap
    ) async throws {
        let stretches = Stretches(share: share, pieceCount: Self.pieceCount)
        pieces = try await Threads(threads).map(positions.count) { index in
            stretches.pieces(of: try users(positions[index]))
        }
    }

    /// Whether two sets differ by more than `allowance` in what is held of them.
    func differ(_ left: Int, _ right: Int, byMoreThan allowance: Int) -> Bool {
        var difference = 0
        for (one, other) in zip(pieces[left], pieces[right]) {
            difference += one.symmetricDifferenceCount(other)
            if difference > allowance { return true }
        }
        return false
    }
}

/// Which stretches of 65,536 user numbers make up the samples: the same of every set.
struct Stretches: Sendable {
    private let masks: [Bitmap]

    /// The first stretches are always taken: in a home of few users they are all there are.
    private static let always = 16

    init(share: Double, pieceCount: Int) {
        let step = max(1, Int(1 / share))
        var masks = [Bitmap](repeating: Bitmap(), count: pieceCount)
        let chosen = (0..<1 << 16).filter { $0 < Self.always || $0 % step == 0 }
        for (place, stretch) in chosen.enumerated() {
            let first = UInt32(stretch) << 16
            masks[place % pieceCount].insert(contentsOf: first..<first | 0xFFFF)
            masks[place % pieceCount].insert(first | 0xFFFF)
        }
        for index in masks.indices { masks[index].compact() }
        self.masks = masks
    }

    func pieces(of users: Bitmap) -> [Bitmap] {
        masks.map { $0.intersection(users) }
    }
}
