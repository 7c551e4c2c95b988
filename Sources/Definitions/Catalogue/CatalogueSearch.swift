/// Finds tables, fields and labelled values by what people call them, in any language.
///
///     CatalogueSearch(catalogue).hits(for: "ㅅㅂ").first?.field     // "gender"
package struct CatalogueSearch: Sendable {
    package struct Hit: Hashable, Sendable {
        package let table: String
        /// Nil: the table itself.
        package let field: String?
        /// A value that has a label, or nil: the field itself.
        package let value: String?
        package let rank: SearchText.Rank

        init(
            _ table: String, field: String? = nil, value: String? = nil, rank: SearchText.Rank
        ) {
            self.table = table
            self.field = field
            self.value = value
            self.rank = rank
        }

        package var json: JSONValue {
            [
                "table": .string(table), "field": field.map { .string($0) } ?? .null,
                "value": value.map { .string($0) } ?? .null, "match": .string("\(rank)"),
            ]
        }
    }

    private let catalogue: Catalogue
    private let showsHidden: Bool

    package init(_ catalogue: Catalogue, showsHidden: Bool = false) {
        self.catalogue = catalogue
        self.showsHidden = showsHidden
    }

    /// The best first; of equals fields before tables before values, then in the catalogue's order.
    package func hits(for text: String, limit: Int = 50) -> [Hit] {
        let search = SearchText(text)
        guard !search.isEmpty else { return [] }
        var hits: [Hit] = []
        for table in catalogue.tables { hits += self.hits(search, in: table) }
        return hits.enumerated().sorted { left, right in
            (left.element.rank, left.element.kind, left.offset)
                < (right.element.rank, right.element.kind, right.offset)
        }.prefix(limit).map(\.element)
    }

    private func hits(_ search: SearchText, in table: CatalogueTable) -> [Hit] {
        var hits: [Hit] = []
        if let rank = search.rank(in: [table.name] + table.labels.all)
            ?? search.related(to: table.descriptions.all)
        {
            hits.append(Hit(table.name, rank: rank))
        }
        for field in table.fields where showsHidden || !field.isHidden {
            if let rank = field.rank(of: search) {
                hits.append(Hit(table.name, field: field.name, rank: rank))
            }
            for (value, label) in field.valueLabels.sorted(by: { $0.key < $1.key }) {
                guard let rank = search.rank(in: label.all + [value]) else { continue }
                hits.append(Hit(table.name, field: field.name, value: value, rank: rank))
            }
        }
        return hits
    }
}

extension CatalogueSearch.Hit {
    fileprivate var kind: Int {
        if value != nil { return 2 }
        return field == nil ? 1 : 0
    }
}

extension CatalogueField {
    /// How well the field's name, labels, synonyms or descriptions fit; nil where none does.
    package func rank(of search: SearchText) -> SearchText.Rank? {
        search.rank(in: [name] + labels.all + synonyms) ?? search.related(to: descriptions.all)
    }
}

extension SearchText {
    fileprivate func related(to texts: [String]) -> Rank? {
        rank(in: texts) == nil ? nil : .related
    }
}
