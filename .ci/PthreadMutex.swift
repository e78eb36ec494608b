// Stands for Synchronization.Mutex in the copy of the sources that `.ci/sanitize` builds: the same calls on a lock that the
// thread sanitizer knows. A room's own type wins over an imported one of the same name.
import Foundation

final class PthreadStorage<Value>: @unchecked Sendable {
  var value: Value
  let lock = UnsafeMutablePointer<pthread_mutex_t>.allocate(capacity: 1)

  init(_ value: consuming Value) {
    self.value = value
    pthread_mutex_init(lock, nil)
  }

  deinit {
    pthread_mutex_destroy(lock)
    lock.deallocate()
  }
}

struct Mutex<Value>: ~Copyable, @unchecked Sendable {
  private let storage: PthreadStorage<Value>

  init(_ value: consuming sending Value) { storage = PthreadStorage(value) }

  borrowing func withLock<Result, E: Error>(
    _ body: (inout sending Value) throws(E) -> sending Result
  ) throws(E) -> sending Result {
    pthread_mutex_lock(storage.lock)
    defer { pthread_mutex_unlock(storage.lock) }
    return try body(&storage.value)
  }
}
