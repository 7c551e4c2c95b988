/// A table as the catalogue knows it: where it lies, whom its rows are about, which fields it has.
///
/// A group of a segment names it in `dataset`.
package struct CatalogueTable: Hashable, Sendable {
    /// Where the rows are.
    package enum Source: Hashable, Sendable {
        /// An imported event dataset of the home.
        case events(String)
        /// An imported table of user attributes of the home.
        case attributes(String)
        /// A table or a query-able file set behind a connection: `["lake", "members"]`.
        case warehouse(connection: String, path: [String])
    }

    /// What a column is for.
    package enum Role: String, CaseIterable, Sendable {
        case time, sequence, event, page, element, category
    }

    /// What definitions write; unique in the home.
    package var name: String
    package var source: Source
    package var labels: LocalizedText
    package var descriptions: LocalizedText
    /// The column with the user's external id; nil where rows are about something else (an account)
    /// and reach users through another table.
    package var userKey: String?
    /// Other keys by name: `["account": "account_id"]`. A key's name means the same thing in every
    /// table, its column may not.
    package var keys: [String: String]
    /// Columns by role.
    package var roles: [Role: String]
    package var fields: [CatalogueField]

    package init(
        name: String, source: Source, labels: LocalizedText = .init(),
        descriptions: LocalizedText = .init(), userKey: String?, keys: [String: String] = [:],
        roles: [Role: String] = [:], fields: [CatalogueField] = []
    ) {
        self.name = name
        self.source = source
        self.labels = labels
        self.descriptions = descriptions
        self.userKey = userKey
        self.keys = keys
        self.roles = roles
        self.fields = fields
    }

    package func field(_ name: String) -> CatalogueField? {
        fields.first { $0.name == name }
    }
}
