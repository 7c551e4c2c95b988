package import Definitions
package import Metadata

/// Saves, changes and removes metrics; each is checked against the catalogue first.
///
///     let saved = try await SaveMetrics(space)(drafts)
///
/// A draft with the name of a saved metric changes that one. All drafts are looked at before the first is
/// saved. What is done goes into the audit.
package struct SaveMetrics: Sendable {
    private let space: SegmentSpace

    package init(_ space: SegmentSpace) {
        self.space = space
    }

    /// `revision`: the one that a change of a single metric was made from; where the store has another,
    /// the error is a conflict.
    package func callAsFunction(
        _ drafts: [MetricDraft], expecting revision: Int? = nil
    ) async throws -> [MetricRecord] {
        let catalogue = try await space.catalogue()
        for (index, draft) in drafts.enumerated() {
            do throws(DefinitionError) {
                try draft.definition.validate(against: catalogue)
            } catch {
                throw drafts.count == 1 ? error : error.moved(into: "/\(index)")
            }
        }
        var saved: [MetricRecord] = []
        for draft in drafts { saved.append(try await save(draft, expecting: revision)) }
        return saved
    }

    private func save(_ draft: MetricDraft, expecting revision: Int?) async throws -> MetricRecord {
        guard let known = try await space.metadata.metric(named: draft.name) else {
            return try await add(draft)
        }
        return try await change(known, to: draft, expecting: revision)
    }

    /// A new metric; the error `taken` where another has the name.
    package func create(_ draft: MetricDraft) async throws -> MetricRecord {
        try draft.definition.validate(against: try await space.catalogue())
        return try await add(draft)
    }

    /// Another definition, and perhaps another name, for a metric that is known by its id. `revision` nil:
    /// whatever it is now.
    package func replace(
        _ metric: MetricRecord, with draft: MetricDraft, expecting revision: Int?
    ) async throws -> MetricRecord {
        try draft.definition.validate(against: try await space.catalogue())
        return try await change(metric, to: draft, expecting: revision)
    }

    package func remove(_ metric: MetricRecord, expecting revision: Int? = nil) async throws {
        try await space.metadata.removeMetric(metric.id, expecting: revision)
        try await audit("remove", metric)
    }

    private func add(_ draft: MetricDraft) async throws -> MetricRecord {
        let metric = MetricRecord(
            name: draft.name, description: draft.description, owner: draft.owner ?? space.actor,
            definition: draft.definition.json)
        let saved = try await space.metadata.createMetrics([metric], at: space.now)[0]
        try await audit("create", saved)
        return saved
    }

    private func change(
        _ known: MetricRecord, to draft: MetricDraft, expecting revision: Int?
    ) async throws -> MetricRecord {
        var metric = known
        if let revision { metric.revision = revision }
        metric.name = draft.name
        metric.description = draft.description
        metric.owner = draft.owner ?? metric.owner
        metric.definition = draft.definition.json
        let saved = try await space.metadata.updateMetric(metric, at: space.now)
        try await audit("change", saved)
        return saved
    }

    private func audit(_ action: String, _ metric: MetricRecord) async throws {
        try await space.note(
            "metric." + action, "metric/\(metric.id)",
            ["name": .string(metric.name), "revision": .integer(Int64(metric.revision))])
    }
}

extension SegmentSpace {
    /// The metric of an id or a name; throws with the nearest name where there is none.
    package func findMetric(_ word: String) async throws -> MetricRecord {
        if let metric = try await metadata.metric(named: word) { return metric }
        if let id = Int64(word), let metric = try await metadata.metric(id) { return metric }
        throw DefinitionError.unknownName(
            word, kind: "metric", at: "", known: try await metadata.metrics().map(\.name))
    }
}

extension MetricRecord {
    /// What is saved; throws where a newer version has written what this one does not know.
    package var parsed: MetricDefinition {
        get throws(DefinitionError) { try MetricDefinition(JSONReader(definition)) }
    }

    /// As the API and `--format json` show it.
    package func json(in names: SegmentNames, zone: Zone) -> JSONValue {
        [
            "id": .string(String(id)), "name": .string(name), "description": .string(description),
            "owner": .string(owner), "definition": definition,
            "words": (try? parsed.described(in: names)).map { .string($0) } ?? .null,
            "revision": .integer(Int64(revision)), "created_at": .string(zone.text(createdAt)),
            "changed_at": .string(zone.text(changedAt)),
        ]
    }
}
