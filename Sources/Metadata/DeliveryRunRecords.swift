/// One time that a delivery was sent.
package struct DeliveryRunRecord: Hashable, Sendable {
    package enum State: String, CaseIterable, Sendable {
        /// It is worked out who is sent; nothing was sent yet.
        case preparing
        case running
        /// Its process has ended, or waits for another try.
        case interrupted
        case paused
        case done
        case failed

        /// Whether it goes on.
        package var isOpen: Bool { self != .done && self != .failed }
    }

    package var id: Int64
    package var delivery: Int64
    /// The job that works on it.
    package var job: Int64?
    package var snapshot: Int64
    package var dataDate: String
    package var mode: DeliveryRecord.Mode
    package var state: State
    /// Rows of each kind; in full mode all are `entered`.
    package var entered: Int
    package var left: Int
    package var heldOut: Int
    package var suppressed: Int
    package var batchSize: Int
    /// Batches that were accepted: the next one's number, from 0 on.
    package var nextBatch: Int
    /// Rows that the destination has refused.
    package var rejected: Int
    package var failure: String?
    package var remedy: String?
    package var startedBy: String
    package var startedAt: Int64
    package var endedAt: Int64?

    package init(
        id: Int64 = 0, delivery: Int64, job: Int64? = nil, snapshot: Int64, dataDate: String,
        mode: DeliveryRecord.Mode, state: State = .preparing, entered: Int = 0, left: Int = 0,
        heldOut: Int = 0, suppressed: Int = 0, batchSize: Int, nextBatch: Int = 0,
        rejected: Int = 0, failure: String? = nil, remedy: String? = nil, startedBy: String,
        startedAt: Int64, endedAt: Int64? = nil
    ) {
        self.id = id
        self.delivery = delivery
        self.job = job
        self.snapshot = snapshot
        self.dataDate = dataDate
        self.mode = mode
        self.state = state
        self.entered = entered
        self.left = left
        self.heldOut = heldOut
        self.suppressed = suppressed
        self.batchSize = batchSize
        self.nextBatch = nextBatch
        self.rejected = rejected
        self.failure = failure
        self.remedy = remedy
        self.startedBy = startedBy
        self.startedAt = startedAt
        self.endedAt = endedAt
    }

    package var rows: Int { entered + left }

    /// How many batches its rows make; a full one says at least that nobody is left.
    package var batches: Int {
        let whole = (rows + batchSize - 1) / batchSize
        return mode == .full ? max(1, whole) : whole
    }

    /// Rows of the batches that were accepted.
    package var sent: Int { min(nextBatch * batchSize, rows) }
}

/// One batch that a destination has accepted.
package struct DeliveryBatchRecord: Hashable, Sendable {
    package var run: Int64
    /// From 0 on.
    package var number: Int
    package var rows: Int
    package var attempts: Int
    /// The answer's; nil for files.
    package var status: Int?
    package var rejected: Int
    package var key: String
    package var endedAt: Int64

    package init(
        run: Int64, number: Int, rows: Int, attempts: Int, status: Int?, rejected: Int,
        key: String, endedAt: Int64
    ) {
        self.run = run
        self.number = number
        self.rows = rows
        self.attempts = attempts
        self.status = status
        self.rejected = rejected
        self.key = key
        self.endedAt = endedAt
    }
}

/// One row that a destination has refused.
package struct DeliveryErrorRecord: Hashable, Sendable {
    package var run: Int64
    package var batch: Int
    /// In the batch, from 0 on.
    package var row: Int
    package var user: String
    /// `entered`, `left` or `member`
    package var change: String
    package var code: String
    package var message: String

    package init(
        run: Int64, batch: Int, row: Int, user: String, change: String, code: String,
        message: String
    ) {
        self.run = run
        self.batch = batch
        self.row = row
        self.user = user
        self.change = change
        self.code = code
        self.message = message
    }
}

package protocol DeliveryRunRecords: Sendable {
    /// The error `conflict` where the delivery has a run that goes on.
    func addDeliveryRun(
        _ run: DeliveryRunRecord
    ) async throws(MetadataError) -> DeliveryRunRecord
    /// Changes all but the progress.
    func update(_ run: DeliveryRunRecord) async throws(MetadataError)
    /// Ends a run; `isDelivered`: from now on its files say what the destination has.
    func finish(_ run: DeliveryRunRecord, isDelivered: Bool) async throws(MetadataError)
    func deliveryRun(_ id: Int64) async throws(MetadataError) -> DeliveryRunRecord?
    /// The run that goes on; nil: there is none.
    func openDeliveryRun(of delivery: Int64) async throws(MetadataError) -> DeliveryRunRecord?
    /// Newest first, with ids below `before` where it is given.
    func deliveryRuns(
        of delivery: Int64, before: Int64?, limit: Int
    ) async throws(MetadataError) -> [DeliveryRunRecord]

    /// Writes down a batch that was accepted, and with it the run's progress. The error `conflict`
    /// where it is not the run's next batch.
    func record(
        _ batch: DeliveryBatchRecord, errors: [DeliveryErrorRecord]
    ) async throws(MetadataError)
    /// Ascending by number, from `from` on.
    func batches(
        of run: Int64, from: Int, limit: Int
    ) async throws(MetadataError) -> [DeliveryBatchRecord]
    /// By batch and row, those after `after` where it is given.
    func deliveryErrors(
        of run: Int64, after: (batch: Int, row: Int)?, limit: Int
    ) async throws(MetadataError) -> [DeliveryErrorRecord]
}
