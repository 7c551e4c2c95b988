import Jobs
import Metadata
import Testing

@Suite struct RetryTests {
    @Test func `waits double up to the longest, and end`() {
        let retry = Retry(attemptLimit: 7, firstWait: 1000, longestWait: 10_000)
        #expect(
            (1...7).map { retry.wait(after: $0) }
                == [1000, 2000, 4000, 8000, 10_000, 10_000, nil])
        let patient = Retry(attemptLimit: 1000, firstWait: 1 << 40, longestWait: 1 << 41)
        #expect(patient.wait(after: 999) == 1 << 41)
        #expect(Retry(attemptLimit: 1).wait(after: 1) == nil)
    }

    @Test func `only what may pass by itself is tried again`() {
        #expect(JobFailure(MetadataError(.busy, "b")).isRetryable)
        #expect(JobFailure(CancellationError()).isRetryable)
        #expect(!JobFailure(MetadataError(.unusable, "b")).isRetryable)
        struct Odd: Error, CustomStringConvertible { let description = "odd" }
        let odd = JobFailure(Odd())
        #expect((odd.description, odd.isRetryable) == ("odd", false))
        #expect(!odd.remedy.isEmpty)
    }
}
