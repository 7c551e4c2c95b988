import Columns
import Definitions
import Identities

/// An import of events into a dataset, batch by batch; nobody sees it before `commit`.
///
///     let ingest = try EventIngest(home: "cxm-home", dataset: "loans", plan: plan)
///     while let batch = try next() { try ingest.append(batch) }
///     let summary = try ingest.commit()
///
/// It holds the home's lock until `commit`, `abort` or its end. A crash at any moment, or an error,
/// leaves the dataset as it was. Memory: what the batches' dictionaries hold, the index of the
/// users, and about a quarter of `memoryLimit`; sorted pieces wait on the disk. Not shared between
/// threads.
package final class EventIngest {
    static let eventNameLimit = 1 << 16

    let home: String
    let dataset: String
    let plan: IngestPlan
    let store: DatasetFolder
    /// The dataset as it was; nil where it is new.
    let before: Manifest?
    let layout: StoreLayout
    let identities: IdentityWriter
    let eventNames: IngestDictionary
    /// Aligned to the layout's properties; nil for those that are no text.
    let dictionaries: [IngestDictionary?]
    private var lock: HomeLock?
    private(set) var calendar: DayCalendar
    /// Events by the calendar's days.
    private(set) var dayCounts: [Int] = []
    /// Events taken in so far.
    package private(set) var eventCount = 0
    private(set) var users = UserSet()
    private var chunk: EventChunk
    private(set) var spiller: RunSpiller

    /// Throws `EventStoreError.locked` where another change of the home is under way.
    package init(
        home: String, dataset: String, plan: IngestPlan, memoryLimit: Int = 1 << 30
    ) throws(EventStoreError) {
        guard DatasetFolder.isName(dataset) else { throw .badDatasetName(dataset) }
        let lock = try HomeLock(home: home)
        let store = DatasetFolder(home: home, dataset: dataset)
        let before = try store.manifest()
        let layout = try StoreLayout(dataset: dataset, plan: plan, manifest: before)
        for name in Folder(home + "/datasets").names {
            Folder("\(home)/datasets/\(name)").remove(DatasetFolder.importing)
        }
        store.sweep(keeping: before)
        let format = SpillFormat(shapes: layout.shapes, hasSequence: layout.hasSequence)
        do {
            identities = try IdentityWriter(home: home)
            let temporary = store.path + "/" + DatasetFolder.importing
            try Folder(temporary).create()
            spiller = try RunSpiller(format: format, path: temporary + "/runs")
            eventNames = try IngestDictionary(
                path: before.map { store.path + "/" + $0.eventDictionary })
            dictionaries = try layout.dictionaries(in: store.path)
        } catch {
            throw EventStoreError(error)
        }
        chunk = EventChunk(layout: layout, rowLimit: layout.chunkRows(memoryLimit: memoryLimit))
        calendar = DayCalendar(zone: plan.timezone)
        self.home = home
        self.dataset = dataset
        self.plan = plan
        self.store = store
        self.before = before
        self.layout = layout
        self.lock = lock
    }

    deinit {
        abort()
    }

    /// Takes in the events of a batch. Throws where a row lacks user, time or event, or where
    /// columns differ from the plan; the import can only be aborted then.
    package func append(_ batch: EventBatch) throws(EventStoreError) {
        precondition(lock != nil, "the import is not over")
        try check(batch)
        guard batch.rowCount > 0 else { return }
        do {
            let numbers = try identities.numbers(of: batch.users)
            users.insert(contentsOf: numbers)
            cover(batch.times)
            chunk.append(
                users: batch.users, numbers: numbers, times: batch.times, calendar: calendar,
                dayCounts: &dayCounts)
            if let sequences = batch.sequences { chunk.append(sequences: sequences) }
            try appendEvents(batch.events)
            for (index, values) in batch.properties.enumerated() {
                try append(values, to: layout.ofPlan[index])
            }
            eventCount += batch.rowCount
            if chunk.isFull { try spill() }
        } catch {
            throw EventStoreError(error)
        }
    }

    /// Gives the import up; the dataset stays as it was.
    package func abort() {
        guard lock != nil else { return }
        store.sweep(keeping: before)
        lock = nil
    }

    /// Sorts and spills what has come in since the last time.
    func spill() throws(ColumnError) {
        guard chunk.rowCount > 0 else { return }
        try spiller.spill(chunk, monthCount: calendar.months.count)
        chunk.removeAll()
    }

    /// Lets go of the lock after `after` has been published.
    func end(publishing after: Manifest) {
        store.sweep(keeping: after)
        lock = nil
    }

    private func appendEvents(_ block: TextBlock) throws {
        let codes = try eventNames.numbers(of: block)
        guard eventNames.count <= Self.eventNameLimit else {
            throw EventStoreError.tooManyEventNames(dataset: dataset, limit: Self.eventNameLimit)
        }
        chunk.append(events: block, codes: codes)
    }

    private func append(_ values: PropertyValues, to property: Int) throws(ColumnError) {
        guard case .text(let block) = values, let dictionary = dictionaries[property] else {
            return chunk.append(values, to: property)
        }
        chunk.append(texts: block, codes: try dictionary.propertyCodes(of: block), to: property)
    }

    private func cover(_ times: [Int64]) {
        var (least, greatest) = (Int64.max, Int64.min)
        for time in times {
            least = min(least, time)
            greatest = max(greatest, time)
        }
        let shift = calendar.cover(least, greatest)
        dayCounts.insert(contentsOf: repeatElement(0, count: shift), at: 0)
        dayCounts.append(
            contentsOf: repeatElement(0, count: calendar.dayCount - dayCounts.count))
    }
}

extension StoreLayout {
    /// The dictionaries of the properties, loaded; nil for those that are no text.
    func dictionaries(in path: String) throws(ColumnError) -> [IngestDictionary?] {
        var dictionaries: [IngestDictionary?] = []
        for property in properties {
            dictionaries.append(
                property.type == .text
                    ? try IngestDictionary(path: property.dictionary.map { path + "/" + $0 }) : nil)
        }
        return dictionaries
    }

    /// How many rows are sorted at once.
    func chunkRows(memoryLimit: Int) -> Int {
        // Key, month, event, and what sorting needs beside them.
        var bytes = 8 + 4 + 4 + 28 + (hasSequence ? 8 : 0)
        for shape in shapes { bytes += shape == .codes ? 4 : 9 }
        return min(max(memoryLimit / 4 / bytes, 1 << 16), 1 << 20)
    }
}

extension EventStoreError {
    /// Wraps what the layers below throw.
    init(_ error: any Error) {
        self =
            switch error {
            case let error as EventStoreError: error
            case let error as ColumnError: .column(error)
            case let error as IdentitiesError: .identities(error)
            default: .cannotWrite(path: "", reason: "\(error)")
            }
    }
}
