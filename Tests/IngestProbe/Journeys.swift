import Columns
import Definitions
import EventStore

/// Made-up events, the same for the same seed.
struct Journeys {
    enum Order { case sorted, shuffled }

    private var state: UInt64
    let userCount: Int

    static let eventNames = (0..<50).map { "event-\($0)" }
    static let systems = ["ios", "android", "web", "kiosk", "call-centre"]
    static let pages = (0..<200).map { "/page/\($0)" }
    static let start: Int64 = 1_700_000_000_000
    static let span: UInt64 = 90 * 86_400_000

    static var plan: IngestPlan {
        IngestPlan(
            timezone: .utc, properties: [.init("os", .text), .init("page", .text)],
            source: ["file": "made-up"])
    }

    init(seed: UInt64, userCount: Int) {
        state = seed &* 0x9E37_79B9_7F4A_7C15 | 1
        self.userCount = userCount
    }

    private mutating func next(_ limit: Int) -> Int {
        state ^= state << 13
        state ^= state >> 7
        state ^= state << 17
        return Int((state >> 11) % UInt64(limit))
    }

    /// `count` of `total` events, from event `first` on.
    mutating func batch(first: Int, count: Int, total: Int, order: Order) -> EventBatch {
        var users: [Int] = []
        var times: [Int64] = []
        let perUser = max(1, total / userCount)
        for index in first..<first + count {
            users.append(order == .sorted ? min(index / perUser, userCount - 1) : next(userCount))
            let step = Self.span / UInt64(perUser + 1)
            let base =
                order == .sorted ? UInt64(index % perUser) * step : UInt64(next(Int(Self.span)))
            times.append(Self.start + Int64(base) + Int64(next(Int(step))))
        }
        let rows = times.indices
        return EventBatch(
            users: Self.block(users), times: times,
            events: Self.block(rows.map { _ in next(50) }, texts: Self.eventNames),
            properties: [
                .text(Self.block(rows.map { _ in next(6) - 1 }, texts: Self.systems)),
                .text(Self.block(rows.map { _ in next(200) }, texts: Self.pages)),
            ])
    }

    func importEvents(count: Int, home: String, dataset: String, order: Order) throws {
        var journeys = self
        let ingest = try EventIngest(
            home: home, dataset: dataset, plan: Self.plan, memoryLimit: 16 << 20)
        for first in stride(from: 0, to: count, by: 20_000) {
            try ingest.append(
                journeys.batch(
                    first: first, count: min(20_000, count - first), total: count, order: order))
        }
        _ = try ingest.commit()
    }

    private static func block(_ users: [Int]) -> TextBlock {
        var codes: [UInt32] = []
        var ends: [UInt32] = [0]
        var bytes: [UInt8] = []
        var last = -1
        for user in users {
            if user != last {
                bytes += Array("user-\(user)".utf8)
                ends.append(UInt32(bytes.count))
                last = user
            }
            codes.append(UInt32(ends.count - 1))
        }
        return TextBlock(codes: codes, ends: ends, bytes: bytes)
    }

    private static func block(_ values: [Int], texts: [String]) -> TextBlock {
        var ends: [UInt32] = [0]
        var bytes: [UInt8] = []
        for text in texts {
            bytes += Array(text.utf8)
            ends.append(UInt32(bytes.count))
        }
        return TextBlock(codes: values.map { UInt32($0 + 1) }, ends: ends, bytes: bytes)
    }
}
