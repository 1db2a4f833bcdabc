-- Beyond these no rate between two currencies is meant, and amounts stop being whole numbers of minor units.
delete from exchange_rates where rate not between 1e-6 and 1e6;
alter table exchange_rates drop constraint exchange_rates_rate_check;
alter table exchange_rates add constraint exchange_rates_rate_check check (rate between 1e-6 and 1e6);
