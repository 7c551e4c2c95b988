import Columns
import Definitions
import Segments
import TestSupport

/// A random table as plain rows, for the naive evaluation and for the scan.
struct RandomRows {
    static let fields: [ScanField] = [
        .init("city", .text), .init("amount", .integer), .init("rate", .number),
        .init("vip", .boolean), .init("at", .time), .init("shop", .text),
    ]
    static let cities = ["seoul", "busan", "jeju", "", "서울", "Seoul"]

    struct Row {
        var key: UInt32?
        var city: String?
        var amount: Int64?
        var rate: Double?
        var vip: Bool?
        var at: Int64?
        var shop: String?
    }

    var rows: [Row] = []

    init(count: Int, keys: Range<UInt32>, random: inout SplitMix64, timeStep: Int64 = 1000) {
        func maybe<Value>(_ value: Value) -> Value? { random.chance(15) ? nil : value }
        for _ in 0..<count {
            let base = UInt32.random(in: keys, using: &random)
            rows.append(
                Row(
                    key: random.chance(5) ? nil : base,
                    city: maybe(random.pick(Self.cities)),
                    amount: maybe(Int64.random(in: -50...300, using: &random)),
                    rate: maybe(Double(Int.random(in: -8...8, using: &random)) / 4),
                    vip: maybe(random.chance(50)),
                    at: maybe(Int64.random(in: 0..<100, using: &random) * timeStep - 20_000),
                    shop: maybe("shop \(Int.random(in: 0..<400, using: &random))")))
        }
    }

    func batches(of size: Int) -> [ScanBatch] {
        stride(from: 0, to: rows.count, by: size).map {
            batch(Array(rows[$0..<min(rows.count, $0 + size)]))
        }
    }

    private func batch(_ rows: [Row]) -> ScanBatch {
        func bits<Value>(_ values: [Value?]) -> [UInt64] {
            var words = [UInt64](repeating: 0, count: values.count / 64 + 1)
            for (index, value) in values.enumerated() where value != nil {
                words[index / 64] |= 1 << UInt64(index % 64)
            }
            return words
        }
        return ScanBatch(
            keys: rows.map { $0.key ?? ScanBatch.noKey },
            values: [
                .text(TextBlock(texts: rows.map(\.city))),
                .integer(rows.map { $0.amount ?? 7 }, presence: bits(rows.map(\.amount))),
                .number(rows.map { $0.rate ?? 7 }, presence: bits(rows.map(\.rate))),
                .boolean(rows.map { $0.vip ?? true }, presence: bits(rows.map(\.vip))),
                .time(rows.map { $0.at ?? 3 }, presence: bits(rows.map(\.at))),
                .text(TextBlock(texts: rows.map(\.shop))),
            ])
    }

    func partitioned(
        batchSize: Int, rowsPerRun: Int = 4 << 20, memoryLimit: Int = .max, spill: String? = nil
    ) throws -> PartitionedRows {
        let partitioner = RowPartitioner(
            fields: Self.fields, memoryLimit: memoryLimit, spillFolder: spill,
            rowsPerRun: rowsPerRun)
        for batch in batches(of: batchSize) { try partitioner.append(batch) }
        return try partitioner.finish()
    }
}

extension RandomRows.Row {
    func value(_ field: String) -> Value? {
        switch field {
        case "city": city.map { .text($0) }
        case "amount": amount.map { .integer($0) }
        case "rate": rate.map { .number($0) }
        case "vip": vip.map { .boolean($0) }
        case "at": at.map { .integer($0) }
        default: shop.map { .text($0) }
        }
    }
}
