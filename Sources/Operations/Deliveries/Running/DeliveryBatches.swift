import Bitmaps
import Definitions
import Identities
import Metadata
import Secrets

/// The batches of a run: the same rows each time they are asked for, after a restart too. So are the bytes,
/// unless rows hold attributes: those may have changed meanwhile, and whoever sends keeps the bytes.
struct DeliveryBatches: Sendable {
    struct Row: Hashable, Sendable {
        let number: UInt32
        let user: String
        /// `entered`, `left`, or `member` of a full run.
        let change: String
    }

    struct Batch: Sendable {
        let number: Int
        let rows: [Row]
        let body: [UInt8]
        /// Of the body: a receiver that has seen it has seen this batch.
        let key: String
    }

    let run: DeliveryRunRecord
    let segment: SegmentRecord
    let fields: DeliveryFields
    let entered: Bitmap
    let left: Bitmap
    let identities: Identities
    var attributes = DeliveredAttributes()

    /// `kept`: the bytes that were made before. Cost: a search, and a microsecond a row.
    func batch(_ number: Int, kept: [UInt8]? = nil) -> Batch {
        let start = number * run.batchSize
        let rows = rows(start..<min(start + run.batchSize, run.rows))
        let body = kept ?? Array(json(number, rows).rendered().utf8)
        return Batch(number: number, rows: rows, body: body, key: Digest.sha256(body))
    }

    func rows(_ places: Range<Int>) -> [Row] {
        let count = entered.count
        let first = places.clamped(to: 0..<count)
        let second = max(0, places.lowerBound - count)..<max(0, places.upperBound - count)
        return rows(entered, first, run.mode == .full ? "member" : "entered")
            + rows(left, second, "left")
    }

    private func rows(_ users: Bitmap, _ places: Range<Int>, _ change: String) -> [Row] {
        guard !places.isEmpty, let first = users.number(at: places.lowerBound) else { return [] }
        return users.numbers(from: first, count: places.count).map {
            Row(number: $0, user: identities.id(of: $0) ?? "", change: change)
        }
    }

    private func json(_ number: Int, _ rows: [Row]) -> JSONValue {
        [
            "delivery": .string(String(run.delivery)), "run": .string(String(run.id)),
            "segment": .string(String(segment.id)),
            "snapshot": .string(String(run.snapshot)), "data_date": .string(run.dataDate),
            "mode": .string(run.mode.rawValue),
            "batch": [
                "number": .count(number), "count": .count(run.batches),
                "last": .boolean(number + 1 == run.batches),
            ],
            "rows": .array(rows.map(json)),
        ]
    }

    /// A row as it is sent.
    func json(_ row: Row) -> JSONValue {
        .object(fields.fields.map { .init($0.name, value($0.source, row)) })
    }

    private func value(_ source: DeliveryFields.Source, _ row: Row) -> JSONValue {
        switch source {
        case .user: .string(row.user)
        case .change(let words): .string(words[row.change] ?? row.change)
        case .segment: .string(String(segment.id))
        case .segmentName: .string(segment.name)
        case .snapshot: .string(String(run.snapshot))
        case .dataDate: .string(run.dataDate)
        case .attribute(let name): attributes.value(name, of: row.number)
        case .constant(let value): value
        }
    }
}
