-- Holds the number of a migration that is made at the same time elsewhere; that one takes this file's place.
select 1;
