/**
 * Only the owner may make and drop partitions, and nobody works as the owner: these functions are the door, for the
 * operator alone. Rows that came before their partition lie in the default partition and stay there.
 */
export const PARTITIONS = `
create function solarmon.add_partition(parent text, child text, first integer, ending integer) returns boolean
language plpgsql set search_path = pg_catalog, pg_temp as $$
begin
  if to_regclass(format('solarmon.%I', child)) is not null then return false; end if;
  execute format('create table solarmon.%I (like solarmon.%I including all)', child, parent);
  perform solarmon.protect(format('solarmon.%I', child)::regclass);
  execute format('alter table solarmon.%I attach partition solarmon.%I for values from (%s) to (%s)',
    parent, child, first, ending);
  return true;
exception when check_violation then
  return false; -- the default partition holds rows of that time
end $$;

-- Partitions of a day for hot rows and of a month for chunks. The days count from 1970-01-01, both ends included.
create function solarmon.add_partitions(first_day integer, last_day integer) returns integer
language plpgsql security definer set search_path = pg_catalog, pg_temp set lock_timeout = '2s' as $$
declare
  made integer := 0;
  epoch constant date := date '1970-01-01';
  month date := date_trunc('month', epoch + first_day)::date;
begin
  perform pg_advisory_xact_lock(hashtextextended('solarmon partitions', 0));
  for day in first_day..last_day loop
    if solarmon.add_partition('readings_hot', 'readings_hot_' || to_char(epoch + day, 'YYYYMMDD'),
        day * 24, (day + 1) * 24) then
      made := made + 1;
    end if;
  end loop;
  while month <= epoch + last_day loop
    if solarmon.add_partition('reading_chunks', 'reading_chunks_' || to_char(month, 'YYYYMM'),
        month - epoch, (month + interval '1 month')::date - epoch) then
      made := made + 1;
    end if;
    month := (month + interval '1 month')::date;
  end loop;
  return made;
end $$;

-- Drops partitions of hot rows that end at or before the day and are empty. The owner sees no rows, so it lifts its own
-- wall for the look: that takes a lock which keeps writers out until the transaction is over.
create function solarmon.drop_empty_partitions(before_day integer) returns integer
language plpgsql security definer set search_path = pg_catalog, pg_temp set lock_timeout = '2s' as $$
declare
  dropped integer := 0;
  children text[];
  child text;
  is_used boolean;
begin
  perform pg_advisory_xact_lock(hashtextextended('solarmon partitions', 0));
  select coalesce(array_agg(relname::text), '{}') into children
  from pg_inherits join pg_class on pg_class.oid = inhrelid
  where inhparent = 'solarmon.readings_hot'::regclass and relname ~ '^readings_hot_[0-9]{8}$'
    and to_date(right(relname, 8), 'YYYYMMDD') < date '1970-01-01' + before_day;
  if children = '{}' then return 0; end if;
  -- the table before its partitions, as everybody else does
  lock table only solarmon.readings_hot in access exclusive mode;
  foreach child in array children loop
    execute format('alter table solarmon.%I no force row level security', child);
    execute format('select exists (select from solarmon.%I)', child) into is_used;
    if is_used then
      execute format('alter table solarmon.%I force row level security', child);
    else
      execute format('drop table solarmon.%I', child);
      dropped := dropped + 1;
    end if;
  end loop;
  return dropped;
end $$;

-- Drops the chunks of whole months that end at or before the day, of all tenants.
create function solarmon.drop_chunk_partitions(before_day integer) returns integer
language plpgsql security definer set search_path = pg_catalog, pg_temp set lock_timeout = '2s' as $$
declare
  dropped integer := 0;
  child text;
begin
  perform pg_advisory_xact_lock(hashtextextended('solarmon partitions', 0));
  for child in
    select relname from pg_inherits join pg_class on pg_class.oid = inhrelid
    where inhparent = 'solarmon.reading_chunks'::regclass and relname ~ '^reading_chunks_[0-9]{6}$'
      and to_date(right(relname, 6) || '01', 'YYYYMMDD') + interval '1 month' <= date '1970-01-01' + before_day
  loop
    execute format('drop table solarmon.%I', child);
    dropped := dropped + 1;
  end loop;
  return dropped;
end $$;

revoke all on function solarmon.add_partition(text, text, integer, integer),
  solarmon.add_partitions(integer, integer), solarmon.drop_empty_partitions(integer),
  solarmon.drop_chunk_partitions(integer) from public;
grant execute on function solarmon.add_partitions(integer, integer),
  solarmon.drop_empty_partitions(integer), solarmon.drop_chunk_partitions(integer) to solarmon_operator;
`;
