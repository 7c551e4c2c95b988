import Columns
import Definitions

/// Writes the columns of one month from sorted rows.
struct PartitionWriter: ~Copyable {
    private let folder: Folder
    private let start: Int64
    private let sessionGap: UInt64
    private var users: ColumnWriter
    private var offsets: ColumnWriter
    private var time: ColumnWriter
    private var event: ColumnWriter
    private var session: ColumnWriter
    private var moment: ColumnWriter?
    private let properties: [PropertyWriter?]

    private var eventCount = 0
    private var userCount = 0
    private var firstTime = UInt32.max
    private var lastTime: UInt32 = 0
    private var lastKey = UInt64.max
    private var lastSequence: UInt64 = 0

    private var newUsers: [UInt32] = []
    private var newOffsets: [UInt32] = []
    private var times: [UInt32]
    private var sessionFlags: [UInt8]
    private var momentFlags: [UInt8]

    init(
        folder: Folder, start: Int64, layout: StoreLayout, eventNameCount: Int,
        summaries: [ValueSummary]
    ) throws(ColumnError) {
        try folder.create()
        func column(
            _ name: String, _ kind: ColumnHeader.Kind, _ width: Int
        ) throws(ColumnError) -> ColumnWriter {
            try ColumnWriter(path: "\(folder.path)/\(name).column", kind: kind, width: width)
        }
        let eventWidth = narrowestWidth(upTo: UInt64(max(1, eventNameCount) - 1))
        var writers: [PropertyWriter?] = []
        for (property, summary) in zip(layout.properties, summaries) {
            writers.append(try PropertyWriter(property, folder: folder, summary: summary))
        }
        self.init(
            folder, start, layout, users: try column("users", .codes, 4),
            offsets: try column("offsets", .codes, 4), time: try column("time", .codes, 4),
            event: try column("event", .codes, eventWidth),
            session: try column("session", .bits, 0),
            moment: layout.hasSequence ? try column("moment", .bits, 0) : nil,
            properties: writers)
    }

    private init(
        _ folder: Folder, _ start: Int64, _ layout: StoreLayout, users: consuming ColumnWriter,
        offsets: consuming ColumnWriter, time: consuming ColumnWriter,
        event: consuming ColumnWriter, session: consuming ColumnWriter,
        moment: consuming ColumnWriter?, properties: [PropertyWriter?]
    ) {
        self.folder = folder
        self.start = start
        sessionGap = UInt64(layout.sessionGapMilliseconds)
        self.users = users
        self.offsets = offsets
        self.time = time
        self.event = event
        self.session = session
        self.moment = moment
        self.properties = properties
        times = Array(repeating: 0, count: RunSpiller.blockRows)
        sessionFlags = Array(repeating: 0, count: RunSpiller.blockRows)
        momentFlags = Array(repeating: 0, count: RunSpiller.blockRows)
    }

    /// Whether some row of the month has the property.
    func hasValues(_ property: Int) -> Bool { properties[property] != nil }

    /// Appends the first rows; keys and sequences follow those before.
    mutating func append(_ rows: EventRows, rowCount: Int) throws(ColumnError) {
        mark(rows.keys, rowCount)
        if moment != nil { markMoments(rows, rowCount) }
        lastKey = rows.keys[rowCount - 1]
        if moment != nil { lastSequence = rows.sequences[rowCount - 1] }
        eventCount += rowCount
        userCount += newUsers.count
        try users.append(codes: newUsers, rowCount: newUsers.count)
        try offsets.append(codes: newOffsets, rowCount: newOffsets.count)
        try time.append(codes: times, rowCount: rowCount)
        try event.append(codes: rows.events, rowCount: rowCount)
        try session.append(flags: sessionFlags, rowCount: rowCount)
        try moment?.append(flags: momentFlags, rowCount: rowCount)
        for (writer, values) in zip(properties, rows.properties) {
            try writer?.append(values, rowCount: rowCount)
        }
    }

    /// Splits keys into users and times, and finds where users and sessions begin.
    private mutating func mark(_ keys: [UInt64], _ rowCount: Int) {
        newUsers.removeAll(keepingCapacity: true)
        newOffsets.removeAll(keepingCapacity: true)
        var before = lastKey
        var (first, last) = (firstTime, lastTime)
        for row in 0..<rowCount {
            let key = keys[row]
            let time = UInt32(truncatingIfNeeded: key)
            times[row] = time
            first = min(first, time)
            last = max(last, time)
            let isNewUser = key >> 32 != before >> 32
            if isNewUser {
                newUsers.append(UInt32(truncatingIfNeeded: key >> 32))
                newOffsets.append(UInt32(eventCount + row))
            }
            sessionFlags[row] = isNewUser || key &- before > sessionGap ? 1 : 0
            before = key
        }
        (firstTime, lastTime) = (first, last)
    }

    private mutating func markMoments(_ rows: EventRows, _ rowCount: Int) {
        var (key, sequence) = (lastKey, lastSequence)
        for row in 0..<rowCount {
            momentFlags[row] = rows.keys[row] == key && rows.sequences[row] == sequence ? 1 : 0
            (key, sequence) = (rows.keys[row], rows.sequences[row])
        }
    }

    /// Makes all files durable.
    consuming func finish() throws(ColumnError) -> Manifest.Partition {
        let (folder, start, hasSequence) = (folder, start, moment != nil)
        let (eventCount, userCount) = (eventCount, userCount)
        let (first, last) = (start + Int64(firstTime), start + Int64(lastTime))
        try offsets.append([UInt32(eventCount)])
        try finishColumns()
        if !hasSequence { try PostingsWriter(folder: folder.path).write() }
        var files: [Manifest.File] = []
        for name in folder.names {
            let stamp = try folder.stamp(name)
            files.append(
                .init(name: name, size: stamp.size, modifiedNanoseconds: stamp.modifiedNanoseconds))
        }
        try folder.synchronize()
        return Manifest.Partition(
            folder: "", start: start, eventCount: Int64(eventCount), userCount: Int64(userCount),
            firstTime: first, lastTime: last, files: files)
    }

    private consuming func finishColumns() throws(ColumnError) {
        _ = try users.finish()
        _ = try offsets.finish()
        _ = try time.finish()
        _ = try event.finish()
        _ = try session.finish()
        if let moment { _ = try moment.finish() }
        for property in properties { try property?.finish() }
    }
}
