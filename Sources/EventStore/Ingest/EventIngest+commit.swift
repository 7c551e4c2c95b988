import Columns
import Definitions
import Identities

extension EventIngest {
    /// Writes the months that change, and publishes them with one rename.
    ///
    /// The import is over afterwards, also where this throws. Cost: about 60 ns an event of the months
    /// that change, and waiting for the disk.
    package func commit() throws(EventStoreError) -> IngestSummary {
        defer { abort() }
        do {
            try spill()
            guard eventCount > 0 else {
                throw EventStoreError.nothingToImport(dataset: dataset)
            }
            try spiller.file.finishWriting()
            return try publish()
        } catch {
            throw EventStoreError(error)
        }
    }

    private func publish() throws -> IngestSummary {
        let generation = (before?.generation ?? 0) + 1
        let newUsers = identities.newCount
        let written = try writePartitions(generation)
        var after = try manifest(generation)
        after.partitions = written.partitions
        try identities.commit()
        try store.folder.synchronize()
        try store.folder.replace(
            Manifest.fileName, with: Array((after.json.rendered(pretty: true) + "\n").utf8))
        end(publishing: after)
        return IngestSummary(
            generation: generation, eventCount: eventCount, userCount: users.count,
            newUserCount: newUsers, days: importedDays, replacedDays: written.replaced,
            totalEventCount: after.partitions.reduce(0) { $0 + Int($1.eventCount) })
    }

    /// Days for which the input has events.
    var importedDays: [CivilDate] {
        dayCounts.indices.filter { dayCounts[$0] > 0 }.map { calendar.date($0) }
    }

    /// The new manifest but for its partitions; writes the dictionaries that it names.
    private func manifest(_ generation: Int64) throws(ColumnError) -> Manifest {
        var properties = layout.properties
        for (index, dictionary) in dictionaries.enumerated() {
            guard let dictionary else { continue }
            properties[index].dictionary = try write(
                dictionary, stem: properties[index].column, generation,
                existing: properties[index].dictionary)
        }
        let roles = (before?.roles ?? [:]).merging(plan.roles) { $1 }
        return Manifest(
            dataset: dataset, generation: generation, timezone: plan.timezone.name,
            sessionGapMilliseconds: layout.sessionGapMilliseconds,
            hasSequence: layout.hasSequence, roles: roles,
            eventDictionary: try write(
                eventNames, stem: "events", generation, existing: before?.eventDictionary),
            properties: properties, partitions: [], sources: sources(generation))
    }

    private func write(
        _ dictionary: IngestDictionary, stem: String, _ generation: Int64, existing: String?
    ) throws(ColumnError) -> String {
        if let existing, !dictionary.hasGrown { return existing }
        let name = "\(stem)-\(generation).dictionary"
        try dictionary.write(to: store.path + "/" + name)
        return name
    }

    /// Takes replaced days from earlier sources, drops those without days, adds this one.
    private func sources(_ generation: Int64) -> [JSONValue] {
        let days = importedDays.map { JSONValue.string($0.text) }
        let replaced = plan.mode == .replaceDays ? Set(days) : []
        var sources: [JSONValue] = []
        for source in before?.sources ?? [] {
            guard let source = source.removing(replaced) else { continue }
            sources.append(source)
        }
        var members: [JSONValue.Member] = []
        if case .object(let given) = plan.source {
            members = given.filter { $0.name != "generation" && $0.name != "days" }
        }
        members.append(.init("generation", .integer(generation)))
        members.append(.init("days", .array(days)))
        return sources + [.object(members)]
    }
}

extension JSONValue {
    /// A source without some of its days; nil where none are left.
    fileprivate func removing(_ days: Set<JSONValue>) -> JSONValue? {
        guard case .object(let members) = self, case .array(let own)? = self["days"] else {
            return self
        }
        let left = own.filter { !days.contains($0) }
        guard !left.isEmpty else { return nil }
        return .object(members.map { $0.name == "days" ? .init("days", .array(left)) : $0 })
    }
}
