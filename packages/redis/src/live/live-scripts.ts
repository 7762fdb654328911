/**
 * KEYS: head and stream of each plant · ARGV: updates kept of a plant, their life [ms], an update for each plant.
 * Plants without a head are watched by nobody: their updates go nowhere, and cost next to nothing.
 */
export const PUBLISH: string = `
for i = 1, #KEYS / 2 do
  local head, stream, update = KEYS[i * 2 - 1], KEYS[i * 2], ARGV[i + 2]
  local epoch = redis.call('HGET', head, 'epoch')
  if epoch then
    local id = epoch .. '-' .. redis.call('HINCRBY', head, 'sequence', 1)
    redis.call('XADD', stream, 'MAXLEN', '=', ARGV[1], id, 'u', update)
    redis.call('PEXPIRE', stream, ARGV[2])
    redis.call('PUBLISH', stream, id .. ' ' .. update)
  end
end
return true
`;

/**
 * KEYS: head and stream of a plant · ARGV: their life [ms]. Says that the plant is watched; a plant that was not
 * begins a new epoch, named by the server's time. Answers epoch, last sequence, id of the oldest update.
 */
export const WATCH: string = `
local epoch = redis.call('HGET', KEYS[1], 'epoch')
if not epoch then
  local time = redis.call('TIME')
  epoch = string.format('%.0f', time[1] * 1000 + math.floor(time[2] / 1000))
  redis.call('DEL', KEYS[2])
  redis.call('HSET', KEYS[1], 'epoch', epoch, 'sequence', 0)
end
redis.call('PEXPIRE', KEYS[1], ARGV[1])
redis.call('PEXPIRE', KEYS[2], ARGV[1])
local oldest = redis.call('XRANGE', KEYS[2], '-', '+', 'COUNT', 1)[1]
return { epoch, redis.call('HGET', KEYS[1], 'sequence'), oldest and oldest[1] or '' }
`;
