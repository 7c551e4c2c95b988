/// What people call the parts of a definition, in one language: labels of the catalogue, names of
/// segments.
package struct SegmentNames: Sendable {
    let language: Language
    let catalogue: Catalogue
    /// Names of segments by their ids.
    let segments: [String: String]

    package init(
        _ language: Language, catalogue: Catalogue, segments: [String: String] = [:]
    ) {
        self.language = language
        self.catalogue = catalogue
        self.segments = segments
    }

    func table(_ name: String) -> String {
        catalogue.table(name)?.labels.text(in: language) ?? name
    }

    func segment(_ id: String) -> String { segments[id] ?? id }

    func field(_ name: String, of table: String) -> String {
        catalogue.table(table)?.field(name)?.labels.text(in: language) ?? name
    }

    /// The names for the filters on a table.
    func filters(on table: String) -> FilterNames {
        let known = catalogue.table(table)
        let language = language
        func label(_ name: String) -> String? {
            known?.field(name)?.labels.text(in: language)
        }
        return FilterNames(
            property: { label($0) ?? $0 },
            koreanSubject: { name in label(name).map(Korean.subject) ?? "\(name) 값이" },
            label: { name, value in
                known?.field(name)?.valueLabels[value.words]?.text(in: language)
            })
    }
}
