package import Definitions
import Metadata

/// Finds segments, fields, events, dashboards and saved analyses by what people call them.
///
///     let hits = try await SearchEverything(space)("결제", limit: 20)
///
/// Cost: the records of all segments and views, and the names of events of every dataset.
package struct SearchEverything: Sendable {
    package struct Hit: Hashable, Sendable {
        package enum Kind: String, CaseIterable, Sendable {
            case segment, table, field, value, event, dashboard, analysis
        }

        package let kind: Kind
        package let id: String
        package let name: String
        /// The table, dataset or folder that it belongs to.
        package let place: String?
        package let labels: LocalizedText
        package let rank: SearchText.Rank
    }

    private let space: SegmentSpace

    package init(_ space: SegmentSpace) {
        self.space = space
    }

    /// The best match first.
    package func callAsFunction(_ words: String, limit: Int) async throws -> [Hit] {
        let search = SearchText(words)
        guard !search.isEmpty else { return [] }
        let catalogue = try await space.catalogue()
        let hits =
            try await segments(search) + views(search) + events(search, catalogue)
            + fields(words, catalogue, limit)
        return hits.enumerated().sorted { left, right in
            (left.element.rank, left.offset) < (right.element.rank, right.offset)
        }.prefix(limit).map(\.element)
    }

    private func segments(_ search: SearchText) async throws -> [Hit] {
        try await space.metadata.segments(SegmentListFilter(statuses: [.draft, .active]))
            .compactMap { segment in
                search.rank(in: [segment.name] + segment.tags).map {
                    Hit(
                        kind: .segment, id: String(segment.id), name: segment.name,
                        place: segment.folder.isEmpty ? nil : segment.folder, labels: .init(),
                        rank: $0)
                }
            }
    }

    private func views(_ search: SearchText) async throws -> [Hit] {
        try await space.metadata.views(nil).compactMap { view in
            search.rank(in: view.name).map {
                Hit(
                    kind: view.kind == .dashboard ? .dashboard : .analysis, id: String(view.id),
                    name: view.name, place: view.folder.isEmpty ? nil : view.folder,
                    labels: .init(), rank: $0)
            }
        }
    }

    private func events(_ search: SearchText, _ catalogue: Catalogue) throws -> [Hit] {
        try DescribeDatasets(home: space.home)().flatMap { dataset in
            let field = catalogue.eventField(of: dataset.schema.name)
            return dataset.schema.events.sorted().compactMap { event in
                let labels = field?.valueLabels[event] ?? .init()
                return search.rank(in: [event] + labels.all).map {
                    Hit(
                        kind: .event, id: event, name: event, place: dataset.schema.name,
                        labels: labels, rank: $0)
                }
            }
        }
    }

    private func fields(_ words: String, _ catalogue: Catalogue, _ limit: Int) -> [Hit] {
        CatalogueSearch(catalogue).hits(for: words, limit: limit).compactMap { hit in
            let table = catalogue.table(hit.table)
            guard let name = hit.field, let field = table?.field(name) else {
                return Hit(
                    kind: .table, id: hit.table, name: hit.table, place: nil,
                    labels: table?.labels ?? .init(), rank: hit.rank)
            }
            // Events are found by themselves.
            guard let value = hit.value else {
                return Hit(
                    kind: .field, id: name, name: name, place: hit.table, labels: field.labels,
                    rank: hit.rank)
            }
            guard field.column != HomeTables.eventColumn else { return nil }
            return Hit(
                kind: .value, id: value, name: value, place: "\(hit.table).\(name)",
                labels: field.valueLabels[value] ?? .init(), rank: hit.rank)
        }
    }
}

extension SearchEverything.Hit {
    /// As the API shows it.
    package var json: JSONValue {
        [
            "kind": .string(kind.rawValue), "id": .string(id), "name": .string(name),
            "place": .text(place), "labels": labels.json, "match": .string("\(rank)"),
        ]
    }
}

extension Catalogue {
    /// The table of a home's dataset of events.
    package func table(ofEvents dataset: String) -> CatalogueTable? {
        tables.first { $0.source == .events(dataset) }
    }

    /// The field that holds the names of a dataset's events.
    package func eventField(of dataset: String) -> CatalogueField? {
        table(ofEvents: dataset)?.field(ofColumn: HomeTables.eventColumn)
    }
}
