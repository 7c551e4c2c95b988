/// One event of a user.
package struct TimelineEvent: Hashable, Sendable {
    /// Milliseconds since 1970 UTC.
    package let time: Int64
    package let event: String
    /// The user's sessions in the whole dataset, counted from 1.
    package let session: Int
    /// Name and value of each property that has one, in the dataset's order.
    package private(set) var properties: [Property]

    package struct Property: Hashable, Sendable {
        package let name: String
        package let value: Value

        package init(_ name: String, _ value: Value) {
            self.name = name
            self.value = value
        }
    }

    package init(time: Int64, event: String, session: Int, properties: [Property]) {
        self.time = time
        self.event = event
        self.session = session
        self.properties = properties
    }
}

/// A timeline's answer: the newest events that fit the limit, in time order.
package struct TimelineResult: Hashable, Sendable {
    package let timeline: UserTimeline
    package let context: AnswerContext
    /// How many events there are, shown or not.
    package let total: Int
    package private(set) var events: [TimelineEvent]
    /// Name and value of each of the user's attributes that has one.
    package private(set) var attributes: [TimelineEvent.Property]

    /// `all`: every event that counts, in time order.
    package init(
        _ timeline: UserTimeline, context: AnswerContext,
        attributes: [TimelineEvent.Property] = [], all: [TimelineEvent]
    ) {
        self.timeline = timeline
        self.context = context
        self.attributes = attributes
        total = all.count
        events = Array(all.suffix(timeline.limit))
    }

    /// The same with `mask` in place of the values of these properties and attributes.
    package func hiding(
        properties: (String) -> Bool, attributes: (String) -> Bool, mask: String
    ) -> TimelineResult {
        var result = self
        result.attributes = result.attributes.map { $0.hiding(attributes, mask) }
        result.events = result.events.map { $0.hiding(properties, mask) }
        return result
    }

    package var json: JSONValue {
        .object(
            context.members(kind: "timeline") + [
                .init("user", .string(timeline.user)),
                .init("attributes", .object(attributes.map { .init($0.name, $0.value.json) })),
                .init("total", .integer(Int64(total))),
                .init("events", .array(events.map { $0.json(in: context.zone) })),
            ])
    }
}

extension TimelineEvent.Property {
    fileprivate func hiding(_ isHidden: (String) -> Bool, _ mask: String) -> Self {
        isHidden(name) ? Self(name, .text(mask)) : self
    }
}

extension TimelineEvent {
    fileprivate func hiding(_ isHidden: (String) -> Bool, _ mask: String) -> TimelineEvent {
        var event = self
        event.properties = event.properties.map { $0.hiding(isHidden, mask) }
        return event
    }

    func json(in zone: Zone) -> JSONValue {
        [
            "time": .string(zone.text(time)), "event": .string(event),
            "session": .integer(Int64(session)),
            "properties": .object(properties.map { .init($0.name, $0.value.json) }),
        ]
    }
}
