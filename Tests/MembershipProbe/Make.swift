import Bitmaps
import Columns
import Foundation
import Identities
import Metadata
import Operations
import TestSupport

/// Made-up numbers, the same for the same seed.
func probeRandom(_ seed: UInt64) -> SplitMix64 {
    // Neighbouring seeds begin far apart.
    SplitMix64(seed: seed &* 0x9E37_79B9_7F4A_7C15 &+ 1)
}

/// The id of user `number`: a letter and eight digits, in no order.
func probeID(_ number: Int, of users: Int) -> String {
    "u" + String(100_000_000 + number * 7919 % max(users, 1)).dropFirst()
}

/// Users with text ids, and segments of very different sizes, published.
func make(home path: String, users: Int, segments count: Int) async throws {
    let home = try ProbeHome(path: path)
    try makeUsers(path, users)
    let segments = try await home.segments(count)
    var snapshots: [Int64] = []
    for first in stride(from: 0, to: count, by: 64) {
        let part = segments[first..<min(first + 64, count)]
        snapshots += try await home.record(
            part.map { ($0, probeSet(UInt64($0), of: users)) }, on: "2026-10-31"
        ).map(\.id)
    }
    _ = try await PublishSegments(home.space)(snapshots, confirmed: true)
    await home.metadata.close()
}

private func makeUsers(_ path: String, _ users: Int) throws {
    let writer = try IdentityWriter(home: path)
    for first in stride(from: 0, to: users, by: 1 << 16) {
        let ids = (first..<min(first + 1 << 16, users)).map { probeID($0, of: users) }
        var ends: [UInt32] = [0]
        var bytes: [UInt8] = []
        for id in ids {
            bytes += Array(id.utf8)
            ends.append(UInt32(bytes.count))
        }
        _ = try writer.numbers(
            of: TextBlock(codes: (1...UInt32(ids.count)).map { $0 }, ends: ends, bytes: bytes))
    }
    try writer.commit()
}

/// From one user in ten thousand to every third one, as many small sets as large ones.
private func probeSet(_ segment: UInt64, of users: Int) -> Bitmap {
    var random = probeRandom(segment)
    let share = 0.0001 * exp(Double.random(in: 0...8.1, using: &random))
    let widest = UInt64(max(1, 2 / share - 1))
    var numbers: [UInt32] = []
    numbers.reserveCapacity(Int(Double(users) * share * 1.2) + 16)
    var number = random.next() % widest
    while number < UInt64(users) {
        numbers.append(UInt32(number))
        number += 1 + random.next() % widest
    }
    return Bitmap(numbers)
}
