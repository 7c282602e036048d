-- Asks for the addresses of a file in turn, as a browser that takes compressed pages.
local requests, at = {}, tonumber(os.getenv("BENCH_START"))

-- Milliseconds before each request of a connection; spread, so that they don't come in waves.
local pause = tonumber(os.getenv("BENCH_PAUSE"))
if pause then
  function delay()
    return math.floor(pause * (0.5 + math.random()))
  end
end

function init(args)
  wrk.headers["Accept-Encoding"] = "gzip"
  local tag = os.getenv("BENCH_IF_NONE_MATCH")
  if tag and tag ~= "" then wrk.headers["If-None-Match"] = tag end
  for line in io.lines(os.getenv("BENCH_ADDRESSES")) do
    requests[#requests + 1] = wrk.format("GET", line)
  end
end

function request()
  at = at % #requests + 1
  return requests[at]
end

function done(summary, latency, _)
  local wrong = summary.errors.status + summary.errors.connect + summary.errors.read + summary.errors.timeout
  io.write(string.format("RESULT %d %d %d %d %d\n", summary.requests, summary.duration, latency:percentile(50),
    latency:percentile(99), wrong))
end
