package import Definitions

extension Manifest {
    package init(_ reader: JSONReader) throws(DefinitionError) {
        let whole = 0...Int64.max
        var properties: [Property] = []
        for element in try reader.member("properties").array() {
            properties.append(try Property(element))
        }
        var partitions: [Partition] = []
        for element in try reader.member("partitions").array() {
            partitions.append(try Partition(element))
        }
        var roles: [String: String] = [:]
        if case .object(let members) = try reader.member("roles").value {
            for member in members {
                roles[member.name] = try reader.member("roles").member(member.name).string()
            }
        }
        self.init(
            dataset: try reader.member("dataset").string(),
            generation: try reader.member("generation").integer(in: whole),
            timezone: try reader.member("timezone").string(),
            sessionGapMilliseconds: try reader.member("session_gap_ms").integer(in: whole),
            hasSequence: try reader.member("has_sequence").boolean(),
            roles: roles,
            eventDictionary: try reader.member("event_dictionary").string(),
            properties: properties, partitions: partitions,
            sources: try reader.member("sources").array().map(\.value))
    }

    package var json: JSONValue {
        [
            "version": .integer(Self.version),
            "dataset": .string(dataset),
            "generation": .integer(generation),
            "timezone": .string(timezone),
            "session_gap_ms": .integer(sessionGapMilliseconds),
            "has_sequence": .boolean(hasSequence),
            "roles": .object(
                roles.sorted { $0.key < $1.key }.map { .init($0.key, .string($0.value)) }),
            "event_dictionary": .string(eventDictionary),
            "properties": .array(properties.map(\.json)),
            "partitions": .array(partitions.map(\.json)),
            "sources": .array(sources),
        ]
    }
}

extension Manifest.Property {
    init(_ reader: JSONReader) throws(DefinitionError) {
        self.init(
            name: try reader.member("name").string(),
            type: try reader.member("type").choice(DatasetSchema.PropertyType.self),
            column: try reader.member("column").string(),
            dictionary: try reader.optional("dictionary")?.string())
    }

    var json: JSONValue {
        [
            "name": .string(name), "type": .string(type.rawValue), "column": .string(column),
            "dictionary": dictionary.map { .string($0) } ?? .null,
        ]
    }
}

extension Manifest.Partition {
    init(_ reader: JSONReader) throws(DefinitionError) {
        let any = Int64.min...Int64.max
        var files: [Manifest.File] = []
        for element in try reader.member("files").array() {
            files.append(
                .init(
                    name: try element.member("name").string(),
                    size: try element.member("size").integer(in: any),
                    modifiedNanoseconds: try element.member("modified_ns").integer(in: any)))
        }
        self.init(
            folder: try reader.member("folder").string(),
            start: try reader.member("start").integer(in: any),
            eventCount: try reader.member("events").integer(in: 0...Int64(UInt32.max)),
            userCount: try reader.member("users").integer(in: 0...Int64(UInt32.max)),
            firstTime: try reader.member("first_time").integer(in: any),
            lastTime: try reader.member("last_time").integer(in: any), files: files)
    }

    var json: JSONValue {
        [
            "folder": .string(folder), "start": .integer(start), "events": .integer(eventCount),
            "users": .integer(userCount), "first_time": .integer(firstTime),
            "last_time": .integer(lastTime), "files": .array(files.map(\.json)),
        ]
    }
}

extension Manifest.File {
    var json: JSONValue {
        [
            "name": .string(name), "size": .integer(size),
            "modified_ns": .integer(modifiedNanoseconds),
        ]
    }
}
