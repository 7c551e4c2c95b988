import Bitmaps
import Foundation
import Segments
import TestSupport
import Testing

/// Snapshots that a process writes when it is killed.
@Suite(.serialized) struct SnapshotCrashTests {
    /// The sets that `segment-probe write` makes: as in its `ProbeSets`.
    private func users(segment: Int64, round: Int) -> Bitmap {
        func numbers(_ seed: UInt64, _ count: Int) -> Bitmap {
            var state = seed &* 0x9E37_79B9_7F4A_7C15 &+ 1
            return Bitmap(
                (0..<count).map { _ in
                    state = state &* 6_364_136_223_846_793_005 &+ 1_442_695_040_888_963_407
                    return UInt32((state >> 33) % 40_000)
                })
        }
        var set = numbers(UInt64(segment) << 32, 2000)
        for round in 0..<round {
            set.formSymmetricDifference(numbers(UInt64(segment) << 32 | UInt64(round + 1), 60))
        }
        return set
    }

    private func run(_ home: SegmentHome, segments: Int, microseconds: UInt32) throws -> [Int] {
        let process = Process()
        let output = Pipe()
        process.executableURL = URL(filePath: CommandLine.arguments[0])
            .deletingLastPathComponent().appending(path: "segment-probe")
        process.arguments = ["write", home.path, "\(segments)"]
        process.standardOutput = output
        try process.run()
        usleep(microseconds)
        _ = Foundation.kill(process.processIdentifier, SIGKILL)
        process.waitUntilExit()
        let said = String(
            decoding: try output.fileHandleForReading.readToEnd() ?? Data(), as: UTF8.self)
        guard let end = said.lastIndex(of: "\n"),
            let line = said[..<end].split(separator: "\n").last
        else { return Array(repeating: -1, count: segments) }
        return line.split(separator: " ").compactMap { Int($0) }
    }

    @Test(arguments: [3, 12])
    func `a kill at any moment loses no snapshot that was written`(segments: Int) throws {
        var random = SplitMix64(seed: 11)
        let home = SegmentHome()
        var counts = [Int](repeating: 0, count: segments)
        // On a busy machine a process comes less far before its end: then there are more of them.
        for kill in 0..<100 where kill < 12 || counts[0] <= 3 {
            let said = try run(
                home, segments: segments, microseconds: UInt32(30_000 + random.below(150_000)))
            #expect(said.count == segments)
            for segment in Int64(1)...Int64(segments) {
                let place = Int(segment) - 1
                let stored = try home.store.snapshots(of: segment)
                let least = max(counts[place], said[place] + 1)
                #expect((least...least + 1).contains(stored.count), "kill \(kill)")
                #expect(stored.map(\.snapshot) == stored.indices.map { Int64($0) * 100 + segment })
                for index in stored.indices.suffix(5) {
                    #expect(
                        try home.store.users(of: stored[index].snapshot, in: segment)
                            == users(segment: segment, round: index), "kill \(kill)")
                }
                counts[place] = stored.count
            }
        }
        #expect(counts[0] > 3)
    }
}
