package import Columns

/// Writes the lists of a partition's rare events beside its finished columns.
///
///     try PostingsWriter(folder: path).write()
///
/// Cost: a pass over the event codes for 8 million events of lists, which are held in memory.
package struct PostingsWriter {
    private let folder: String
    private let columns: PostingCollection.Columns
    private let counts: [Int]
    private let eventCount: Int

    /// Events whose lists are made in one pass.
    private static let eventsPerPass = 8 << 20

    /// `folder`: of the partition, whose columns of users, offsets, times and events are complete.
    package init(folder: String) throws(ColumnError) {
        self.folder = folder
        func column(_ name: String) throws(ColumnError) -> Column {
            try Column(path: "\(folder)/\(name).column")
        }
        let events = try column("event")
        columns = PostingCollection.Columns(
            users: try column("users"), offsets: try column("offsets"), times: try column("time"),
            events: events)
        counts = events.codeCounts()
        eventCount = events.count
    }

    package func write() throws(ColumnError) {
        let rare = counts.indices.filter { counts[$0] > 0 && isRare(counts[$0]) }
        try writeCodes()
        var users = try writer(Postings.usersName, width: 2)
        var times = try writer(Postings.timesName, width: 4)
        var starts = try writer(Postings.startsName, width: 4)
        var written = 0
        for codes in passes(over: rare) {
            let lists = PostingCollection(
                codes: codes, counts: codes.map { counts[$0] }, columns)
            try users.append(lists.users)
            try times.append(lists.times)
            let before = UInt32(written)
            try starts.append(lists.starts.map { $0 + before })
            written += lists.users.count
        }
        try starts.append([UInt32(written)])
        _ = try users.finish()
        _ = try times.finish()
        _ = try starts.finish()
    }

    private func isRare(_ count: Int) -> Bool {
        count <= Postings.fewEvents || count <= eventCount / Postings.rareShare
    }

    /// Every code that occurs, twice its number; plus one where it is frequent.
    private func writeCodes() throws(ColumnError) {
        var codes = try writer(Postings.codesName, width: 4)
        let present = counts.indices.filter { counts[$0] > 0 }
        try codes.append(present.map { UInt32(2 * $0 + (isRare(counts[$0]) ? 0 : 1)) })
        _ = try codes.finish()
    }

    /// Codes in groups that are listed together.
    private func passes(over codes: [Int]) -> [[Int]] {
        var passes: [[Int]] = []
        var events = 0
        for code in codes {
            if passes.isEmpty || passes[passes.count - 1].count == 255
                || events + counts[code] > Self.eventsPerPass
            {
                passes.append([])
                events = 0
            }
            passes[passes.count - 1].append(code)
            events += counts[code]
        }
        return passes
    }

    private func writer(_ name: String, width: Int) throws(ColumnError) -> ColumnWriter {
        try ColumnWriter(path: "\(folder)/\(name).column", kind: .codes, width: width)
    }
}
