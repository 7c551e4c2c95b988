package import Definitions

/// The values of a field, and what is to be known of them as a whole.
package struct FieldValuesAnswer: Hashable, Sendable {
    package struct Entry: Hashable, Sendable {
        package let value: Value
        /// As a definition writes it; times with the project's offset.
        package let text: String
        package let labels: LocalizedText
        /// 0: a value that has a label and does not occur.
        package let count: Int
    }

    package let table: String
    package let field: CatalogueField
    /// Rows, or users of a table of attributes.
    package let rowCount: Int
    package let nullCount: Int
    /// Rows among those without a value whose column holds something that is none of the type.
    package let unreadableCount: Int
    /// Nil: more than are told apart.
    package let distinctCount: Int?
    package let minimum: String?
    package let maximum: String?
    /// The most frequent first; of a search the best match first.
    package let values: [Entry]
    /// How many values fit, beyond those shown; nil where not all of them were looked at.
    package let matchCount: Int?
    /// Values, minimum and maximum are left out: the field tells who somebody is.
    package let isMasked: Bool
    package let dataVersion: String

    init(
        table: String, field: CatalogueField, tally: FieldTally, search: SearchText, limit: Int,
        zone: Zone, dataVersion: String, isMasked: Bool
    ) {
        self.table = table
        self.field = field
        rowCount = tally.rowCount
        nullCount = tally.nullCount
        unreadableCount = tally.unreadableCount
        distinctCount = tally.distinctCount
        self.dataVersion = dataVersion
        self.isMasked = isMasked
        guard !isMasked else {
            (minimum, maximum, values, matchCount) = (nil, nil, [], nil)
            return
        }
        func text(_ value: Value) -> String { value.text(of: field.type, in: zone) }
        minimum = tally.minimum.map(text)
        maximum = tally.maximum.map(text)
        let all = Self.labelled(tally, field, text)
        let fitting = Self.fitting(all, search)
        values = Array(fitting.prefix(max(0, limit)))
        matchCount =
            search.isEmpty ? tally.distinctCount : tally.isWhole ? fitting.count : nil
    }

    /// Counted values with their labels, then values that have labels only.
    private static func labelled(
        _ tally: FieldTally, _ field: CatalogueField, _ text: (Value) -> String
    ) -> [Entry] {
        var seen: Set<String> = []
        var entries = tally.entries.map { entry in
            let words = text(entry.value)
            seen.insert(words)
            return Entry(
                value: entry.value, text: words, labels: field.valueLabels[words] ?? .init(),
                count: entry.count)
        }
        guard tally.isWhole else { return entries }
        for (value, labels) in field.valueLabels.sorted(by: { $0.key < $1.key })
        where !seen.contains(value) {
            entries.append(Entry(value: .text(value), text: value, labels: labels, count: 0))
        }
        return entries
    }

    private static func fitting(_ entries: [Entry], _ search: SearchText) -> [Entry] {
        guard !search.isEmpty else { return entries }
        let ranked = entries.enumerated().compactMap { index, entry in
            search.rank(in: [entry.text] + entry.labels.all).map { (rank: $0, index: index) }
        }
        return ranked.sorted { ($0.rank, $0.index) < ($1.rank, $1.index) }
            .map { entries[$0.index] }
    }
}

extension Value {
    /// As a definition writes it: times as RFC 3339, whole numbers without a fraction.
    fileprivate func text(of type: DatasetSchema.PropertyType, in zone: Zone) -> String {
        switch (self, type) {
        case (.integer(let time), .time): zone.text(time)
        case (.number(let number), _) where number == number.rounded() && abs(number) < 1e15:
            String(Int64(number))
        default: words
        }
    }
}

extension FieldValuesAnswer {
    package var json: JSONValue {
        func text(_ text: String?) -> JSONValue { text.map { .string($0) } ?? .null }
        func number(_ number: Int?) -> JSONValue { number.map { .integer(Int64($0)) } ?? .null }
        return [
            "table": .string(table), "field": .string(field.name),
            "type": .string(field.type.rawValue), "rows": number(rowCount),
            "nulls": number(nullCount), "unreadable": number(unreadableCount),
            "distinct": number(distinctCount), "minimum": text(minimum),
            "maximum": text(maximum), "masked": .boolean(isMasked),
            "matching": number(matchCount), "data_version": .string(dataVersion),
            "values": .array(
                values.map {
                    [
                        "value": $0.value.isTime(field) ? .string($0.text) : $0.value.json,
                        "labels": $0.labels.json, "count": number($0.count),
                    ]
                }),
        ]
    }
}

extension Value {
    fileprivate func isTime(_ field: CatalogueField) -> Bool {
        if case .integer = self { return field.type == .time }
        return false
    }
}
