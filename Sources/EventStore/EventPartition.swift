package import Columns

/// One month of a dataset's events, memory-mapped: users ascending, their events in time order.
///
///     partition.offsets[k] ..< partition.offsets[k + 1]   // events of partition.users[k]
package struct EventPartition: Sendable {
    /// A property's column here; texts are codes (0 no value), times are integers.
    package struct Property: Sendable {
        package let values: Column
        /// One bit an event, set where there is a value; nil where all have one, and for texts.
        package let presence: Column?
    }

    /// The instant that `time` counts from, in milliseconds since 1970 UTC.
    package let start: Int64
    package let firstTime: Int64
    package let lastTime: Int64
    package let eventCount: Int
    package let userCount: Int
    /// User numbers, ascending: u32.
    package let users: Column
    /// First event of each user, and the event count at the end: u32.
    package let offsets: Column
    /// Milliseconds since `start`: u32.
    package let time: Column
    /// Codes of the event dictionary, from 0: u8 or u16.
    package let event: Column
    /// Set where an event has the time and sequence of the event before it; nil without sequence.
    package let sameMoment: Column?
    /// Set where a session starts, as far as this partition alone can tell.
    package let sessionStart: Column
    /// Who has the rare events and when; nil in partitions written without.
    package let postings: Postings?
    /// Aligned to the manifest's properties; nil where no event of the partition has one.
    package let properties: [Property?]

    package init(
        folder: String, _ entry: Manifest.Partition, properties: [Manifest.Property]
    ) throws(ColumnError) {
        var trusted: [String: Manifest.File] = [:]
        for file in entry.files { trusted[file.name] = file }
        func column(_ name: String) throws(ColumnError) -> Column? {
            guard let file = trusted[name] else { return nil }
            let column = try Column(path: folder + "/" + name)
            let unchanged =
                Int64(column.byteCount) == file.size
                && column.modifiedNanoseconds == file.modifiedNanoseconds
            if !unchanged { try column.verify() }
            return column
        }
        func required(_ name: String) throws(ColumnError) -> Column {
            guard let column = try column(name) else {
                throw ColumnError(
                    .missing, path: folder + "/" + name,
                    "The manifest does not list this column. Import the data again.")
            }
            return column
        }
        start = entry.start
        firstTime = entry.firstTime
        lastTime = entry.lastTime
        eventCount = Int(entry.eventCount)
        userCount = Int(entry.userCount)
        users = try required("users.column")
        offsets = try required("offsets.column")
        time = try required("time.column")
        event = try required("event.column")
        sameMoment = try column("moment.column")
        sessionStart = try required("session.column")
        postings = try Postings(column, folder: folder)
        var found: [Property?] = []
        for property in properties {
            if let values = try column(property.column + ".column") {
                found.append(
                    Property(
                        values: values, presence: try column(property.column + ".presence.column")))
            } else {
                found.append(nil)
            }
        }
        self.properties = found
        try checkCounts(folder)
    }

    private func checkCounts(_ folder: String) throws(ColumnError) {
        let perEvent =
            [time, event, sessionStart] + [sameMoment].compactMap { $0 }
            + properties.compactMap { $0?.values } + properties.compactMap { $0?.presence }
        let fits =
            perEvent.allSatisfy { $0.count == eventCount } && users.count == userCount
            && offsets.count == userCount + 1
        guard fits else {
            throw ColumnError(
                .damaged, path: folder,
                "The columns of this partition differ in length. Import the data again.")
        }
    }
}
