import Bitmaps
import Columns
import Identities

/// A home of generated users whose export is timed.
package struct BenchExport: Sendable {
    package struct Outcome: Sendable {
        package let trailer: ExportTrailer
        package let bytes: Int
        package let elapsed: Duration
    }

    private let home: String
    private let users: Int

    /// Makes users `m00000000`, `m00000001`, … in a new home.
    package init(home: String, users: Int) throws {
        self.home = home
        self.users = users
        let writer = try IdentityWriter(home: home)
        for first in stride(from: 0, to: users, by: 1 << 16) {
            var bytes: [UInt8] = []
            var ends: [UInt32] = [0]
            for number in first..<min(users, first + 1 << 16) {
                let digits = String(number)
                bytes += Array(
                    ("m" + String(repeating: "0", count: 8 - digits.count) + digits).utf8)
                ends.append(UInt32(bytes.count))
            }
            _ = try writer.numbers(of: TextBlock(codes: [], ends: ends, bytes: bytes))
        }
        try writer.commit()
    }

    /// All of them but every hundredth.
    package func run(
        _ format: ExportFormat, _ sink: ([UInt8]) throws -> Void
    ) throws -> Outcome {
        var members = Bitmap(0..<UInt32(users))
        members.subtract(
            Bitmap(stride(from: UInt32(0), to: UInt32(users), by: 100).map { $0 }))
        var stream = ExportStream(
            members, try Identities(home: home), format,
            trailer: .init(snapshot: 1, dataDate: "2026-11-24"))
        let start = ContinuousClock.now
        var bytes = 0
        while let piece = stream.next() {
            bytes += piece.count
            try sink(piece)
        }
        let elapsed = start.duration(to: .now)
        guard let trailer = stream.trailer else {
            preconditionFailure("A stream that has ended has a trailer.")
        }
        return Outcome(trailer: trailer, bytes: bytes, elapsed: elapsed)
    }
}
