-- The two log-ins of the server, once `solarmon migrate` has made the roles. May be run again: sets the passwords.
\set ON_ERROR_STOP on
select 'create role solarmon_server login in role solarmon_app'
 where to_regrole('solarmon_server') is null \gexec
select 'create role solarmon_upkeep login in role solarmon_operator'
 where to_regrole('solarmon_upkeep') is null \gexec
select format('alter role solarmon_server password %L', :'server_password') \gexec
select format('alter role solarmon_upkeep password %L', :'upkeep_password') \gexec
