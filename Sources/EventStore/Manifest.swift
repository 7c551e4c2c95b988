package import Definitions

/// What a dataset consists of: the one file whose replacement publishes a change.
///
/// `docs/formats/dataset.md` shows it as JSON.
package struct Manifest: Hashable, Sendable {
    /// A property column: its type, and the dictionary of a text.
    package struct Property: Hashable, Sendable {
        package var name: String
        package var type: DatasetSchema.PropertyType
        /// File stem of the column in every partition: `p0`.
        package var column: String
        /// File name of the dictionary, for texts.
        package var dictionary: String?

        package init(
            name: String, type: DatasetSchema.PropertyType, column: String, dictionary: String?
        ) {
            self.name = name
            self.type = type
            self.column = column
            self.dictionary = dictionary
        }
    }

    /// A file of a partition as it was written; another size or time makes a reader verify it.
    package struct File: Hashable, Sendable {
        package var name: String
        package var size: Int64
        package var modifiedNanoseconds: Int64

        package init(name: String, size: Int64, modifiedNanoseconds: Int64) {
            self.name = name
            self.size = size
            self.modifiedNanoseconds = modifiedNanoseconds
        }
    }

    /// The events of one calendar month.
    package struct Partition: Hashable, Sendable {
        package var folder: String
        /// The instant that times count from, in milliseconds since 1970 UTC.
        package var start: Int64
        package var eventCount: Int64
        package var userCount: Int64
        package var firstTime: Int64
        package var lastTime: Int64
        package var files: [File]

        package init(
            folder: String, start: Int64, eventCount: Int64, userCount: Int64, firstTime: Int64,
            lastTime: Int64, files: [File]
        ) {
            self.folder = folder
            self.start = start
            self.eventCount = eventCount
            self.userCount = userCount
            self.firstTime = firstTime
            self.lastTime = lastTime
            self.files = files
        }
    }

    package static let version: Int64 = 1
    package static let fileName = "manifest.json"

    package var dataset: String
    /// Grows by one with every change.
    package var generation: Int64
    package var timezone: String
    package var sessionGapMilliseconds: Int64
    package var hasSequence: Bool
    /// Which property plays `page`, `element`, `category`.
    package var roles: [String: String]
    package var eventDictionary: String
    package var properties: [Property]
    /// In time order.
    package var partitions: [Partition]
    /// What was imported, newest last; read by the SQL engine and shown to people.
    package var sources: [JSONValue]

    package init(
        dataset: String, generation: Int64, timezone: String, sessionGapMilliseconds: Int64,
        hasSequence: Bool, roles: [String: String], eventDictionary: String,
        properties: [Property], partitions: [Partition], sources: [JSONValue]
    ) {
        self.dataset = dataset
        self.generation = generation
        self.timezone = timezone
        self.sessionGapMilliseconds = sessionGapMilliseconds
        self.hasSequence = hasSequence
        self.roles = roles
        self.eventDictionary = eventDictionary
        self.properties = properties
        self.partitions = partitions
        self.sources = sources
    }
}
