/// What to change of a field; what is absent stays as it is.
///
///     {"labels": {"ko": "성별"}, "value_labels": {"F": {"ko": "여자"}}, "hidden": false}
///
/// Labels are merged language by language, value labels value by value; a value label that is null or
/// empty is taken away. Lists replace what was there.
package struct FieldChange: Hashable, Sendable {
    package var type: DatasetSchema.PropertyType?
    /// Nil inside: takes the format away.
    package var timeFormat: String??
    package var labels: LocalizedText?
    package var descriptions: LocalizedText?
    package var synonyms: [String]?
    package var valueLabels: [String: LocalizedText]?
    /// Nil inside: every operator that fits the type.
    package var operators: [Comparison.Operator]??
    package var personalData: CatalogueField.PersonalData?
    package var isHidden: Bool?

    package init() {}

    static let members = [
        "type", "time_format", "labels", "descriptions", "synonyms", "value_labels", "operators",
        "personal_data", "hidden",
    ]

    /// `ignoring`: members that may stand there too, and are read by somebody else.
    package init(
        _ reader: JSONReader, ignoring others: [String] = []
    ) throws(DefinitionError) {
        try reader.allow(Self.members + others)
        type = try reader.optional("type")?.choice(DatasetSchema.PropertyType.self)
        if reader.value["time_format"] != nil {
            timeFormat = .some(try reader.optional("time_format")?.string())
        }
        labels = try reader.optional("labels").map { (reader) throws(DefinitionError) in
            try LocalizedText(reader)
        }
        descriptions = try reader.optional("descriptions").map { (reader) throws(DefinitionError) in
            try LocalizedText(reader)
        }
        synonyms = try reader.optional("synonyms").map(Self.texts)
        valueLabels = try reader.optional("value_labels").map(Self.valueLabels)
        if reader.value["operators"] != nil {
            operators = .some(try reader.optional("operators").map(Self.operators))
        }
        personalData = try reader.optional("personal_data")?
            .choice(CatalogueField.PersonalData.self)
        isHidden = try reader.optional("hidden")?.boolean()
    }

    package func apply(to field: inout CatalogueField) {
        if let type { field.type = type }
        if let timeFormat { field.timeFormat = timeFormat }
        if let labels { field.labels = field.labels.merging(labels) }
        if let descriptions { field.descriptions = field.descriptions.merging(descriptions) }
        if let synonyms { field.synonyms = synonyms }
        for (value, label) in valueLabels ?? [:] {
            field.valueLabels[value] =
                label.isEmpty
                ? nil : (field.valueLabels[value] ?? LocalizedText()).merging(label)
        }
        if let operators { field.operators = operators }
        if let personalData { field.personalData = personalData }
        if let isHidden { field.isHidden = isHidden }
    }

    private static func texts(_ reader: JSONReader) throws(DefinitionError) -> [String] {
        var texts: [String] = []
        for element in try reader.array() { texts.append(try element.string()) }
        return texts
    }

    private static func operators(
        _ reader: JSONReader
    ) throws(DefinitionError) -> [Comparison.Operator] {
        var operators: [Comparison.Operator] = []
        for element in try reader.array() {
            operators.append(try element.choice(Comparison.Operator.self))
        }
        guard !operators.isEmpty else {
            throw DefinitionError(
                .outOfRange, at: reader.pointer,
                "Name at least one operator, or leave the list out for all that fit.")
        }
        return operators
    }

    private static func valueLabels(
        _ reader: JSONReader
    ) throws(DefinitionError) -> [String: LocalizedText] {
        guard case .object(let members) = reader.value else {
            throw .wrongType(reader.value, at: reader.pointer, expected: "an object")
        }
        var labels: [String: LocalizedText] = [:]
        for member in members {
            guard labels[member.name] == nil else {
                throw DefinitionError(
                    .contradiction, at: reader.pointer,
                    "The value '\(member.name)' has labels twice; keep one of them.")
            }
            let label = try reader.optional(member.name)
            labels[member.name] =
                try label.map { (reader) throws(DefinitionError) in try LocalizedText(reader) }
                ?? LocalizedText()
        }
        return labels
    }
}
