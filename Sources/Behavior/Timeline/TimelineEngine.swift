import Columns
package import Definitions
package import EventStore

/// Reads one user's events from a dataset's columns.
///
///     let events = try TimelineEngine(dataset: dataset).events(of: 17, timeline, range, zone)
///
/// Cost: a binary search a partition and the user's own events; the dictionaries of texts are read
/// once.
package struct TimelineEngine: Sendable {
    package let dataset: EventDataset
    private let memory: MemoryBudget

    package init(dataset: EventDataset, memory: MemoryBudget = MemoryBudget()) {
        self.dataset = dataset
        self.memory = memory
    }

    /// The events of a user number that pass the question's filters and lie in the range, in time
    /// order; equal times by the dataset's sequence, else by the events' names.
    package func events(
        of user: UInt32, _ timeline: UserTimeline, range: ResolvedRange?, zone: Zone
    ) throws(AnalysisError) -> [TimelineEvent] {
        let reader = try EventReader(dataset, zone)
        var filters: [CompiledFilter] = []
        for filter in timeline.scope.filters {
            filters.append(try CompiledFilter(filter, dataset: dataset, zone: zone))
        }
        var sessions = SessionCount(gap: dataset.manifest.sessionGapMilliseconds)
        var events: [TimelineEvent] = []
        for partition in dataset.partitions {
            guard let stretch = Stretch(partition, users: Int(user)..<Int(user) + 1) else {
                continue
            }
            let passing = CompiledFilters(filters: filters).mask(partition, stretch)
            let first = Int(partition.offsets.code(at: stretch.users.lowerBound))
            // About what an event and its properties take.
            try memory.charge(
                (stretch.first + stretch.count - first)
                    * (64 + 64 * dataset.manifest.properties.count),
                for: "the user's events")
            for event in first..<stretch.first + stretch.count {
                let session = sessions.next(partition, event, isFirst: event == first)
                let time = partition.time(event)
                guard passing?.bit(event - stretch.first) ?? true,
                    range.map({ $0.from <= time && time < $0.to }) ?? true
                else { continue }
                events.append(reader.event(partition, event, session: session))
            }
        }
        return dataset.manifest.hasSequence ? events : events.orderedByName()
    }
}

/// Numbers a user's sessions over partitions.
private struct SessionCount {
    let gap: Int64
    private var count = 0
    private var lastTime: Int64?

    init(gap: Int64) {
        self.gap = gap
    }

    /// The session of the user's next event; a partition's first may go on with the one before.
    mutating func next(_ partition: EventPartition, _ event: Int, isFirst: Bool) -> Int {
        let time = partition.time(event)
        let starts =
            isFirst
            ? lastTime.map { time - $0 > gap } ?? true : partition.sessionStart.bit(at: event)
        if starts { count += 1 }
        lastTime = time
        return count
    }
}

/// Turns codes into what people read.
private struct EventReader {
    private let dataset: EventDataset
    private let zone: Zone
    /// By property index, for texts.
    private var dictionaries: [TextDictionary?] = []

    init(_ dataset: EventDataset, _ zone: Zone) throws(AnalysisError) {
        self.dataset = dataset
        self.zone = zone
        for index in dataset.manifest.properties.indices {
            do throws(EventStoreError) {
                dictionaries.append(try dataset.textDictionary(index))
            } catch {
                throw .store(error)
            }
        }
    }

    func event(_ partition: EventPartition, _ event: Int, session: Int) -> TimelineEvent {
        var properties: [TimelineEvent.Property] = []
        for (index, property) in dataset.manifest.properties.enumerated() {
            guard let value = value(partition, index, property.type, event) else { continue }
            properties.append(.init(property.name, value))
        }
        return TimelineEvent(
            time: partition.time(event),
            event: dataset.events[Int(partition.event.code(at: event))],
            session: session, properties: properties)
    }

    private func value(
        _ partition: EventPartition, _ index: Int, _ type: DatasetSchema.PropertyType, _ event: Int
    ) -> Value? {
        guard let bits = partition.identity(index, event) else { return nil }
        return switch type {
        case .text: dictionaries[index].map { .text($0.text(Int(bits))) }
        case .boolean: .boolean(bits == 2)
        case .integer: .integer(Int64(bitPattern: bits))
        case .time: .text(zone.text(Int64(bitPattern: bits)))
        case .number: .number(Double(bitPattern: bits))
        }
    }
}

extension [TimelineEvent] {
    /// Events of one time by their names' bytes; all else stays.
    fileprivate func orderedByName() -> [TimelineEvent] {
        enumerated().sorted { left, right in
            guard left.element.time == right.element.time else {
                return left.element.time < right.element.time
            }
            guard left.element.event.utf8.elementsEqual(right.element.event.utf8) else {
                return left.element.event.utf8.lexicographicallyPrecedes(right.element.event.utf8)
            }
            return left.offset < right.offset
        }.map(\.element)
    }
}
