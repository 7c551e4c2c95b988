/// A column of a table as people use it in filters: its name, its labels, and what it may be asked.
///
///     {"name": "gender", "column": "sex", "type": "text", "labels": {"en": "Gender", "ko": "성별"},
///      "value_labels": {"F": {"en": "Female", "ko": "여자"}}}
package struct CatalogueField: Hashable, Sendable {
    /// How far a value tells who somebody is; what is masked for whom follows from it.
    package enum PersonalData: String, CaseIterable, Sendable {
        /// Says nothing of one person.
        case none
        /// Together with others it may: a birth year, a district.
        case indirect
        /// By itself: a name, an address, a phone number.
        case direct
        /// What the law protects further: health, income, location.
        case sensitive
    }

    /// What definitions write; unique in its table.
    package var name: String
    /// The column of the table.
    package var column: String
    package var type: DatasetSchema.PropertyType
    /// How a time is written in the column, as `strptime` names it (`%y%m%d`); nil: ISO 8601, an epoch
    /// number, or a time of the warehouse.
    package var timeFormat: String?
    package var labels: LocalizedText
    package var descriptions: LocalizedText
    /// Other words by which people look for it.
    package var synonyms: [String]
    /// Labels of single values, by the value as a text.
    package var valueLabels: [String: LocalizedText]
    /// Nil: every operator that fits the type.
    package var operators: [Comparison.Operator]?
    package var personalData: PersonalData
    /// Offered in the builder; a hidden field stays valid in definitions that use it.
    package var isHidden: Bool

    package init(
        name: String, column: String? = nil, type: DatasetSchema.PropertyType,
        labels: LocalizedText = .init(), descriptions: LocalizedText = .init(),
        synonyms: [String] = [], valueLabels: [String: LocalizedText] = [:],
        operators: [Comparison.Operator]? = nil, personalData: PersonalData = .none,
        isHidden: Bool = false, timeFormat: String? = nil
    ) {
        self.name = name
        self.column = column ?? name
        self.type = type
        self.labels = labels
        self.descriptions = descriptions
        self.synonyms = synonyms
        self.valueLabels = valueLabels
        self.operators = operators
        self.personalData = personalData
        self.isHidden = isHidden
        self.timeFormat = timeFormat
    }
}
