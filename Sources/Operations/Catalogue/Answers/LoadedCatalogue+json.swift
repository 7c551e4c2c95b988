package import Definitions

extension LoadedCatalogue {
    /// All tables, a line each, as the commands and the API show them.
    package var json: JSONValue {
        [
            "tables": .array(entries.map(\.lineJSON)), "population": .text(population),
        ]
    }
}

extension LoadedCatalogue.Entry {
    /// The table without its fields.
    package var lineJSON: JSONValue {
        [
            "name": .string(table.name), "source": table.source.json,
            "labels": table.labels.json, "revision": .integer(Int64(revision)),
            "fields": .count(table.fields.count),
            "broken": .array(brokenFields.sorted().map { .string($0) }),
            "sound": .boolean(drift.isSound),
        ]
    }

    /// The table with its fields; `freshness` nil: it was not asked for.
    package func json(
        showsHidden: Bool, freshness: TableFreshness.Answer?, zone: Zone
    ) -> JSONValue {
        var shown = table
        if !showsHidden { shown.fields.removeAll(where: \.isHidden) }
        return [
            "table": shown.json, "revision": .integer(Int64(revision)), "drift": drift.json,
            "freshness": freshness?.json(in: zone) ?? .null,
        ]
    }
}

extension TableFreshness.Answer {
    /// Times with the zone's offset.
    package func json(in zone: Zone) -> JSONValue {
        [
            "data_until": .text(dataUntil.map { zone.text($0) }),
            "written_at": .text(writtenAt.map { zone.text($0) }),
            "data_version": .string(dataVersion),
        ]
    }
}
