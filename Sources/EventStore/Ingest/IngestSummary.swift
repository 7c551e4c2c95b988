package import Definitions

/// What an import has changed.
package struct IngestSummary: Hashable, Sendable {
    /// A day that the import replaced.
    package struct ReplacedDay: Hashable, Sendable {
        package let date: CivilDate
        /// How many events the day had before, and has now.
        package let eventsBefore: Int
        package let eventsNow: Int

        package init(date: CivilDate, eventsBefore: Int, eventsNow: Int) {
            self.date = date
            self.eventsBefore = eventsBefore
            self.eventsNow = eventsNow
        }
    }

    /// The generation that the import has published.
    package let generation: Int64
    /// Events taken in, and different users among them.
    package let eventCount: Int
    package let userCount: Int
    /// Users that the home had never seen.
    package let newUserCount: Int
    /// Days of the dataset's time zone for which the input had events, in order.
    package let days: [CivilDate]
    /// Those that had events before and were replaced; empty when appending.
    package let replacedDays: [ReplacedDay]
    /// Events in the dataset after the import.
    package let totalEventCount: Int

    package init(
        generation: Int64, eventCount: Int, userCount: Int, newUserCount: Int, days: [CivilDate],
        replacedDays: [ReplacedDay], totalEventCount: Int
    ) {
        self.generation = generation
        self.eventCount = eventCount
        self.userCount = userCount
        self.newUserCount = newUserCount
        self.days = days
        self.replacedDays = replacedDays
        self.totalEventCount = totalEventCount
    }
}
