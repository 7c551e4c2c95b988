import Attributes
import Columns
import Definitions
import EventStore

/// Counts the values of a field of the home's own tables from their columns.
///
/// Cost: one read of the column, about 1 ns a row for texts and truth values and 30 ns for numbers, of
/// which at most a million different ones are told apart.
struct NativeTally: Sendable {
    let home: Home

    /// Throws where the home does not have the field any more.
    func of(_ field: CatalogueField, in table: CatalogueTable) throws -> FieldTally {
        switch table.source {
        case .attributes(let name): try attribute(field, in: name)
        case .events(let name): try events(field, in: home.open(name))
        case .warehouse: preconditionFailure("a table of the home")
        }
    }

    private func attribute(_ field: CatalogueField, in name: String) throws -> FieldTally {
        let table = try AttributeTable(home: home.path, name: name)
        guard table.attributes.contains(where: { $0.name == field.column }) else {
            throw OperationError.fieldGone(field.name, table: name)
        }
        let column = try table.column(field.column)
        let rowCount = table.manifest.userCount
        if column.hasCodes {
            var counts = CodeCounts()
            for part in stretches(of: column.userLimit) { counts.add(column.codes(of: part)) }
            return counts.tally(column.dictionary, column.type, rowCount: rowCount)
        }
        var counts = WordCounts(isNumber: column.type == .number)
        for part in stretches(of: column.userLimit) {
            counts.add(column.words(of: part), column.presence(of: part))
        }
        return counts.tally(rowCount: rowCount)
    }

    private func events(_ field: CatalogueField, in dataset: EventDataset) throws -> FieldTally {
        switch field.column {
        case HomeTables.eventColumn: return eventNames(dataset)
        case HomeTables.timeColumn: return times(dataset)
        default: break
        }
        let properties = dataset.manifest.properties
        guard let index = properties.firstIndex(where: { $0.name == field.column }) else {
            throw OperationError.fieldGone(field.name, table: dataset.manifest.dataset)
        }
        let type = properties[index].type
        if type == .text || type == .boolean {
            var counts = CodeCounts()
            for partition in dataset.partitions {
                if let values = partition.properties[index]?.values { counts.add(values) }
            }
            return counts.tally(
                try dataset.textDictionary(index), type, rowCount: dataset.eventCount)
        }
        var counts = WordCounts(isNumber: type == .number)
        for partition in dataset.partitions {
            guard let property = partition.properties[index] else { continue }
            counts.add(property)
        }
        return counts.tally(rowCount: dataset.eventCount)
    }

    private func eventNames(_ dataset: EventDataset) -> FieldTally {
        var counts = CodeCounts()
        for partition in dataset.partitions { counts.add(partition.event) }
        let entries = dataset.events.enumerated().compactMap { code, name in
            code < counts.counts.count && counts.counts[code] > 0
                ? FieldTally.Entry(value: .text(name), count: counts.counts[code]) : nil
        }
        return FieldTally(entries, rowCount: dataset.eventCount, isText: true)
    }

    /// Nearly every event has a time of its own: only the first and the last are told.
    private func times(_ dataset: EventDataset) -> FieldTally {
        var tally = FieldTally([], rowCount: dataset.eventCount, isText: false)
        tally.nullCount = 0
        tally.distinctCount = nil
        tally.minimum = dataset.partitions.map(\.firstTime).min().map { .integer($0) }
        tally.maximum = dataset.dataUntil.map { .integer($0) }
        return tally
    }
}

/// Pieces of a column that fit into caches.
private func stretches(of count: Int) -> [Range<Int>] {
    stride(from: 0, to: count, by: 1 << 16).map { $0..<min(count, $0 + 1 << 16) }
}

/// How often each code occurs.
private struct CodeCounts {
    var counts: [Int] = []

    mutating func add(_ codes: [UInt32]) {
        for code in codes {
            let code = Int(code)
            if code >= counts.count {
                counts.append(contentsOf: repeatElement(0, count: code + 1 - counts.count))
            }
            counts[code] += 1
        }
    }

    mutating func add(_ column: Column) {
        for part in stretches(of: column.count) {
            var codes = [UInt32](repeating: 0, count: part.count)
            column.readCodes(from: part.lowerBound, count: part.count, into: &codes)
            add(codes)
        }
    }

    /// Code 0 is no value; of truth values 1 is false and 2 true.
    func tally(
        _ dictionary: TextDictionary?, _ type: DatasetSchema.PropertyType, rowCount: Int
    ) -> FieldTally {
        var entries: [FieldTally.Entry] = []
        for (code, count) in counts.enumerated() where code > 0 && count > 0 {
            if type == .boolean {
                entries.append(.init(value: .boolean(code == 2), count: count))
            } else if let dictionary, code <= dictionary.count {
                entries.append(.init(value: .text(dictionary.text(code)), count: count))
            }
        }
        return FieldTally(entries, rowCount: rowCount, isText: true)
    }
}

/// How often each number occurs.
private struct WordCounts {
    let isNumber: Bool
    private var counts: [UInt64: Int] = [:]
    private var total = 0
    private var isOver = false
    private var least: UInt64?
    private var greatest: UInt64?

    init(isNumber: Bool) {
        self.isNumber = isNumber
    }

    mutating func add(_ words: [UInt64], _ presence: [UInt8]) {
        for (word, flag) in zip(words, presence) where flag == 1 {
            total += 1
            if least.map({ isLess(word, $0) }) ?? true { least = word }
            if greatest.map({ isLess($0, word) }) ?? true { greatest = word }
            if let count = counts[word] {
                counts[word] = count + 1
            } else if counts.count < FieldTally.distinctLimit {
                counts[word] = 1
            } else {
                isOver = true
            }
        }
    }

    mutating func add(_ property: EventPartition.Property) {
        for part in stretches(of: property.values.count) {
            var words = [UInt64](repeating: 0, count: part.count)
            var flags = [UInt8](repeating: 1, count: part.count)
            property.values.readWords(from: part.lowerBound, count: part.count, into: &words)
            property.presence?.readFlags(
                from: part.lowerBound, count: part.count, into: &flags)
            add(words, flags)
        }
    }

    func tally(rowCount: Int) -> FieldTally {
        let entries =
            isOver ? [] : counts.map { FieldTally.Entry(value: value($0.key), count: $0.value) }
        var tally = FieldTally(entries, rowCount: rowCount, isText: false)
        tally.nullCount = rowCount - total
        tally.minimum = least.map(value)
        tally.maximum = greatest.map(value)
        if isOver { tally.distinctCount = nil }
        return tally
    }

    private func isLess(_ left: UInt64, _ right: UInt64) -> Bool {
        isNumber
            ? Double(bitPattern: left) < Double(bitPattern: right)
            : Int64(bitPattern: left) < Int64(bitPattern: right)
    }

    private func value(_ word: UInt64) -> Value {
        isNumber ? .number(Double(bitPattern: word)) : .integer(Int64(bitPattern: word))
    }
}
