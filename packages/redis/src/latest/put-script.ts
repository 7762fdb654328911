/**
 * KEYS: hash of the tenant · ARGV: its life [ms], then field and value of each reading.
 * A value begins with measuredAt and receivedAt; what is held stays when it is newer by them.
 */
export const PUT_LATEST: string = `
local fields, changes = {}, {}
for i = 2, #ARGV, 2 do fields[#fields + 1] = ARGV[i] end
local held = redis.call('HMGET', KEYS[1], unpack(fields))
for i = 1, #fields do
  local value = ARGV[i * 2 + 1]
  local isCurrent = true
  if held[i] then
    local measured, received = struct.unpack('>dd', value)
    local heldMeasured, heldReceived = struct.unpack('>dd', held[i])
    isCurrent = measured > heldMeasured or (measured == heldMeasured and received >= heldReceived)
  end
  if isCurrent then
    changes[#changes + 1] = fields[i]
    changes[#changes + 1] = value
  end
end
if #changes > 0 then redis.call('HSET', KEYS[1], unpack(changes)) end
redis.call('PEXPIRE', KEYS[1], ARGV[1])
return #changes / 2
`;
